// What lies where on a page: faults, the smallest type of words and of pictures in pixels, the least contrast of words when
// it is printed in grey, and how high the first sheet is.
() => {
  const faults = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) faults.push(`scrolls sideways by ${root.scrollWidth - root.clientWidth} px`);
  const shown = (one) => one.checkVisibility() && !one.closest(".hidden");
  const name = (one) => `${one.tagName.toLowerCase()} "${one.textContent.trim().slice(0, 40)}"`;

  for (const one of document.querySelectorAll("section, table, p, ul, ol, dl, figure")) {
    if (shown(one) && one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0)
      faults.push(`${name(one)} is ${one.scrollWidth - one.clientWidth} px too wide`);
  }

  // a printer without colour makes each colour the grey of its luma; words stand on the first ground that is not see-through
  const parts = (colour) => (colour.match(/[\d.]+/g) || [0, 0, 0, 0]).map(Number);
  const luminance = (colour) => {
    const [r, g, b] = parts(colour), luma = (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
    return luma <= 0.04045 ? luma / 12.92 : ((luma + 0.055) / 1.055) ** 2.4;
  };
  const ground = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if ((parts(colour)[3] ?? 1) > 0) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const contrast = (one) => {
    const style = getComputedStyle(one);
    const [low, high] = [luminance(one.closest("svg") ? style.fill : style.color), luminance(ground(one))].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  let grey = Infinity;

  // every run of words as the boxes of its lines, without the room above and below the letters
  const boxes = [];
  let body = Infinity, picture = Infinity;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode, holder = text.parentElement;
    if (!text.data.trim() || !shown(holder)) continue;
    grey = Math.min(grey, contrast(holder));
    const size = parseFloat(getComputedStyle(holder).fontSize);
    const svg = holder.closest("svg");
    if (svg) picture = Math.min(picture, size * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width);
    else body = Math.min(body, size);
    const range = document.createRange();
    range.selectNodeContents(text);
    const rects = svg ? [holder.getBoundingClientRect()] : range.getClientRects();
    for (const { left, right, top, bottom } of rects) {
      const spare = (bottom - top) / 4;
      boxes.push({ left, right, top: top + spare, bottom: bottom - spare, holder });
    }
  }
  for (const one of boxes) {
    const sheet = one.holder.closest(".sheet").getBoundingClientRect();
    if (one.right > sheet.right + 1 || one.left < sheet.left - 1) faults.push(`${name(one.holder)} is beyond the page`);
  }
  // a number or a unit in a table is never broken within itself
  for (const cell of document.querySelectorAll("td")) {
    for (const text of shown(cell) ? cell.childNodes : []) {
      if (text.nodeType !== Node.TEXT_NODE) continue;
      for (const { 0: word, index } of text.data.matchAll(/[\w./:½×+-]{1,9}(?![^\s])/g)) {
        if (index && !/\s/.test(text.data[index - 1])) continue;
        const range = document.createRange();
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        if (range.getClientRects().length > 1) faults.push(`${name(cell)} breaks ${word}`);
      }
    }
  }
  boxes.sort((a, b) => a.top - b.top);
  boxes.forEach((one, n) => {
    for (let m = n + 1; m < boxes.length && boxes[m].top < one.bottom; m++) {
      const other = boxes[m];
      const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      if (wide > 1 && high > 1) faults.push(`${name(one.holder)} lies on ${name(other.holder)}`);
    }
  });
  return { faults, body, picture, grey, high: document.querySelector(".sheet").getBoundingClientRect().height };
}
