/**
 * Moves the strip of pictures without moving the page, and marks the picture that is seen. All
 * listeners stand on the document: choosing an option exchanges the gallery.
 */
document.addEventListener('click', (event) => {
  const { target } = event;
  if (!(target instanceof Element)) return;
  const strip = target
    .closest('[data-gallery]')
    ?.querySelector<HTMLElement>('[data-gallery-strip]');
  if (strip === null || strip === undefined) return;
  const thumbnail = target.closest<HTMLElement>('[data-gallery-to]');
  const step = target.closest<HTMLElement>('[data-gallery-step]');
  if (thumbnail !== null) {
    event.preventDefault();
    show(strip, Number(thumbnail.dataset.galleryTo));
  } else if (step !== null) {
    show(strip, shownIn(strip) + Number(step.dataset.galleryStep));
  }
});

// Scrolling does not bubble, so it is heard on its way down.
document.addEventListener(
  'scroll',
  ({ target }) => {
    if (target instanceof HTMLElement && target.dataset.galleryStrip !== undefined) mark(target);
  },
  { capture: true, passive: true },
);

const shownIn = (strip: HTMLElement): number =>
  Math.round(strip.scrollLeft / Math.max(1, strip.clientWidth));

function show(strip: HTMLElement, index: number): void {
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  strip.scrollTo({ left: index * strip.clientWidth, behavior: isCalm ? 'instant' : 'smooth' });
}

function mark(strip: HTMLElement): void {
  const gallery = strip.closest('[data-gallery]');
  const shown = shownIn(strip);
  for (const thumbnail of gallery?.querySelectorAll<HTMLElement>('[data-gallery-to]') ?? []) {
    if (Number(thumbnail.dataset.galleryTo) === shown)
      thumbnail.setAttribute('aria-current', 'true');
    else thumbnail.removeAttribute('aria-current');
  }
  for (const step of gallery?.querySelectorAll<HTMLButtonElement>('[data-gallery-step]') ?? []) {
    const next = shown + Number(step.dataset.galleryStep);
    step.disabled = next < 0 || next >= strip.children.length;
  }
}

export {};
