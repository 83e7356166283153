/** What needs a script: search, and folding all at once. Without it everything is there and can be folded by hand. */
export const SCRIPT = `
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const folds = all('main details');
  const search = document.getElementById('search');
  const found = document.getElementById('found');
  const items = all('[data-item]').map((element) => ({ element, text: element.textContent.toLowerCase() }));
  document.querySelector('.tools').hidden = false;

  document.getElementById('unfold').addEventListener('click', () => folds.forEach((fold) => (fold.open = true)));
  document.getElementById('fold').addEventListener('click', () => folds.forEach((fold) => (fold.open = false)));

  let before;
  const find = () => {
    const words = search.value.toLowerCase().split(/\\s+/).filter((word) => word !== '');
    before = before ?? folds.map((fold) => fold.open);
    let count = 0;
    for (const { element, text } of items) {
      const matches = words.every((word) => text.includes(word));
      element.hidden = !matches;
      if (matches) count += 1;
    }
    folds.forEach((fold, index) => {
      const holds = fold.querySelector('[data-item]:not([hidden])') !== null;
      fold.hidden = words.length > 0 && !holds && fold.querySelector('[data-item]') !== null;
      fold.open = words.length > 0 ? holds : before[index];
    });
    if (words.length === 0) before = undefined;
    found.textContent = words.length === 0 ? '' : count + ' found';
  };
  let waiting;
  search.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(find, 120);
  });
  document.addEventListener('keydown', (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
    if (event.key === '/' && !typing) {
      event.preventDefault();
      search.focus();
    } else if (event.key === 'Escape' && document.activeElement === search) {
      search.value = '';
      find();
    }
  });

  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let fold = target && target.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
    if (target) target.scrollIntoView();
  };
  addEventListener('hashchange', reveal);
  if (location.hash !== '') reveal();

  const opened = new Set();
  addEventListener('beforeprint', () => folds.forEach((fold) => fold.open || (opened.add(fold), (fold.open = true))));
  addEventListener('afterprint', () => opened.forEach((fold) => (fold.open = false, opened.delete(fold))));
})();
`;
