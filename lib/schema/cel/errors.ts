/** What an expression itself does wrong when it is evaluated, as the API server sees it: `no such key: replicas`. */
export class EvaluationError extends Error {}

/** The answer depends on what these files don't tell. */
export class UnknownValue extends EvaluationError {
  /** @param reason as the rest of a sentence that begins with 'depends on' */
  constructor(readonly reason: string) {
    super(`depends on ${reason}`);
  }
}

/** An expression that can't be evaluated here at all, whatever the object. */
export class NotEvaluable extends Error {}

/** An expression that costs more than is spent on one. */
export class TooCostly extends Error {
  constructor() {
    super('takes too long');
  }
}

/**
 * What evaluating may still cost. One is about one step, one item of a list or sixteen characters; hostile expressions
 * run out of it, whatever they are built of.
 */
export class Meter {
  constructor(
    private left: number,
    private readonly above?: Meter,
  ) {}

  /** @throws TooCostly */
  spend(cost: number): void {
    this.left -= cost;
    if (this.left < 0) throw new TooCostly();
    this.above?.spend(cost);
  }

  /** A failure that is caught and outweighed; throwing is dear. @throws TooCostly */
  spendOnFailure(): void {
    this.spend(50);
  }

  /** For one of many that share what this one has. */
  part(most: number): Meter {
    return new Meter(most, this);
  }
}
