/*
 * The page imports lit-html as the playground's server serves it, under /vendor/: a browser cannot resolve the package's
 * bare names, and an import map would have to stand inline, which the page's policy forbids. TypeScript takes a rooted
 * name for a path on this disk, unless a pattern declares it; hence the asterisks.
 */
declare module '*/vendor/lit-html/lit-html.js' {
  export * from 'lit-html';
}
declare module '*/vendor/lit-html/directives/keyed.js' {
  export * from 'lit-html/directives/keyed.js';
}
declare module '*/vendor/lit-html/directives/live.js' {
  export * from 'lit-html/directives/live.js';
}
declare module '*/vendor/lit-html/directives/repeat.js' {
  export * from 'lit-html/directives/repeat.js';
}
