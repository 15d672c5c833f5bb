/** The contents: within reach wherever one reads, and marking the section that is being read. */
const WIDE = matchMedia('(min-width: 90rem)');

export function followReading(): void {
  const contents = document.querySelector<HTMLDetailsElement>('.contents details');
  if (!contents) return;
  const links = new Map(
    [...contents.querySelectorAll('a')].map((link) => [link.hash.slice(1), link] as const),
  );
  // A section is being read while it crosses a line in the upper part of the window.
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) links.get(target.id)?.setAttribute('aria-current', 'true');
        else links.get(target.id)?.removeAttribute('aria-current');
      }
    },
    { rootMargin: '-25% 0px -75% 0px' },
  );
  for (const id of links.keys()) {
    const section = document.getElementById(id);
    if (section) observer.observe(section);
  }
  // Beside the text it is always open; above it, it closes once something was chosen.
  const close = () => {
    contents.open = WIDE.matches;
  };
  close();
  WIDE.addEventListener('change', close);
  contents.addEventListener('click', ({ target }) => {
    if (target instanceof HTMLAnchorElement) close();
  });
  contents.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || WIDE.matches) return;
    close();
    contents.querySelector('summary')?.focus();
  });
  document.addEventListener('pointerdown', ({ target }) => {
    if (!contents.contains(target as Node)) close();
  });
  // Every section has a way to them, for the keyboard.
  for (const way of document.querySelectorAll('a[href="#contents"]')) {
    way.addEventListener('click', (event) => {
      event.preventDefault();
      contents.open = true;
      const here = way.closest('section')?.id ?? '';
      links.get(here)?.focus();
    });
  }
}
