// Not a module: it runs before the first paint, which would otherwise be white in a dark scheme.
(() => {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const follow = () => document.documentElement.classList.toggle('pf-v5-theme-dark', dark.matches)
  dark.addEventListener('change', follow)
  follow()
})()
