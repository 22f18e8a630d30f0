'use strict';
(() => {
  const details = [...document.querySelectorAll('.tenant')];

  // A tenant's link opens its part, and takes the keyboard there.
  const follow = () => {
    const body = location.hash && document.getElementById(location.hash.slice(1));
    const tenant = body && body.closest('.tenant');
    if (tenant) {
      tenant.open = true;
      body.focus({ preventScroll: true });
      tenant.scrollIntoView();
    }
  };
  addEventListener('hashchange', follow);
  follow();

  // All of it is on paper; afterwards it is as it was.
  let closed = [];
  addEventListener('beforeprint', () => {
    closed = details.filter(d => !d.open);
    closed.forEach(d => { d.open = true; });
  });
  addEventListener('afterprint', () => closed.forEach(d => { d.open = false; }));

  const table = document.getElementById('overview-table');
  if (!table) return;

  const body = table.tBodies[0];
  const rows = [...body.rows];
  const parts = new Map(rows.map((row, i) => [row, details[i]]));

  const form = document.querySelector('.filter');
  const status = form.querySelector('[role=status]');
  const texts = new Map(rows.map(row => [row, row.cells[0].textContent.toLocaleLowerCase()]));
  const filter = () => {
    const text = form.elements.text.value.trim().toLocaleLowerCase();
    const verdict = form.elements.verdict.value;
    let count = 0;
    for (const row of rows) {
      const shown = texts.get(row).includes(text) && (!verdict || row.dataset.verdict === verdict);
      row.hidden = parts.get(row).hidden = !shown;
      if (shown) count++;
    }
    status.textContent = count === rows.length ? `${count} tenants` : `${count} of ${rows.length} tenants`;
  };
  form.hidden = false;
  form.addEventListener('input', filter);
  form.addEventListener('submit', event => event.preventDefault());
  filter(); // A browser that goes back fills in what was there.

  const key = (row, column) => {
    const cell = row.cells[column];
    const text = cell.dataset.order || cell.firstChild?.textContent || '';
    return cell.dataset.order || cell.classList.contains('number') ? (text === '' ? -1 : Number(text)) : text;
  };
  const compare = (a, b) => typeof a === 'number' ? a - b : a.localeCompare(b);
  [...table.tHead.rows[0].cells].forEach((heading, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = heading.textContent;
    heading.replaceChildren(button);
    button.addEventListener('click', () => {
      const falls = heading.ariaSort === 'ascending';
      for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
      heading.setAttribute('aria-sort', falls ? 'descending' : 'ascending');
      const sorted = [...rows].sort((a, b) => (falls ? -1 : 1) * compare(key(a, column), key(b, column)));
      body.append(...sorted);
    });
  });
})();
