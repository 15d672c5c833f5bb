/**
 * While the page is printed the light theme stands in for the root's own: canvases are painted before the style
 * sheet's rules for print hold.
 */

let aside: { readonly theme: string | undefined } | null = null;

addEventListener('beforeprint', () => {
  const { dataset } = document.documentElement;
  aside ??= { theme: dataset.theme };
  dataset.theme = 'light';
});

addEventListener('afterprint', () => {
  const { dataset } = document.documentElement;
  if (aside?.theme === undefined) delete dataset.theme;
  else dataset.theme = aside.theme;
  aside = null;
});

export {};
