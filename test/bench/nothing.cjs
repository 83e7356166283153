// What node itself takes.
