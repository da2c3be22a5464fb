/* Days: beside its field the day as it is read, and a month to pick one from. The server reads, and judges;
   what this cannot read it says nothing of. It reads as pga/core/days.py does: a test compares the two. */
"use strict";
(() => {
  const DAY = 864e5, WEEK = 7;
  const dutch = (options) => { const form = new Intl.DateTimeFormat("nl-NL", { timeZone: "UTC", ...options }); return (day) => form.format(day); };
  const long = dutch({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
  const monthAndYear = dutch({ month: "long", year: "numeric" });
  const make = (tag, attributes = {}, ...inside) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...inside);
    return made;
  };

  /* A day is the first moment of it in UTC, so none has 23 hours. */
  const dayOf = (year, month, day) => { const made = new Date(0); made.setUTCFullYear(year, month - 1, day); return +made; };
  const parts = (day) => { const at = new Date(day); return [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()]; };
  const existing = (year, month, day) => { const made = dayOf(year, month, day); return parts(made).join() === [year, month, day].join() ? [made] : []; };
  const weekday = (day) => (new Date(day).getUTCDay() + 6) % WEEK;
  const iso = (day) => new Date(day).toISOString().slice(0, 10);
  const fromIso = (text) => dayOf(...text.split("-").map(Number));
  const lastOf = (year, month) => parts(dayOf(year, month + 1, 0))[2];
  const addMonths = (day, n) => {
    const [year, month, at] = parts(day), [y, m] = parts(dayOf(year, month + n, 1));
    return dayOf(y, m, Math.min(at, lastOf(y, m)));
  };

  const DAYS = [...Array(WEEK).keys()].map((at) => dutch({ weekday: "long" })(dayOf(2024, 1, 1 + at)));
  const MONTHS = [...Array(12).keys()].map((at) => dutch({ month: "long" })(dayOf(2024, 1 + at, 1)));
  const MONTH = { mrt: 3, sept: 9 };
  MONTHS.forEach((name, at) => { MONTH[name] = MONTH[name.slice(0, 3)] = at + 1; });
  const NEAR = { eergisteren: -2, gisteren: -1, vandaag: 0, morgen: 1, overmorgen: 2 };
  const WEEKDAY = new RegExp(`^(${DAYS.map((name) => `${name}|${name.slice(0, 2)}`).join("|")})(?![a-z0-9])\\.?(?: (.+))?$`);

  function daysOf(text, today, back) {
    const numbers = text.replace(/[a-z]+\.?/g, (word) => MONTH[word.replace(/\.$/, "")] ?? word).replace(/ ?[-/.] ?| /g, "-");
    let year, month, day;
    const found = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(numbers);
    if (found) [, year, month, day] = found;
    else [, day, month, year] = /^(\d{1,2})-(\d{1,2})(?:-(\d{4}|\d{2}))?$/.exec(numbers) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(numbers) ?? [];
    if (!day) return [];
    const [now] = parts(today);
    if (year) {
      const near = now - (now % 100) + Number(year);
      const meant = year.length > 2 ? Number(year) : [near, near - 100, near + 100].reduce((best, one) => (Math.abs(one - now) < Math.abs(best - now) ? one : best));
      return existing(meant, Number(month), Number(day));
    }
    const around = [...Array(18).keys()].flatMap((at) => existing(now - 9 + at, Number(month), Number(day)));
    const last = around.filter((one) => one <= today).slice(-1), coming = around.filter((one) => one >= today).slice(0, 1);
    return back ? [...last, ...coming] : [...coming, ...last];
  }

  function read(typed, today, back) {
    const text = typed.toLowerCase().replaceAll(",", " ").replace(/[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g, "-")
      .replace(/['\u2018\u2019]|(?<=\d)(?:ste|de|e)(?![a-z0-9])/g, "").split(/\s+/).filter(Boolean).join(" ").replace(/[ .]+$/, "");
    if (Object.hasOwn(NEAR, text)) return today + NEAR[text] * DAY;
    const found = WEEKDAY.exec(text);
    if (!found) return daysOf(text, today, back)[0];
    const which = DAYS.findIndex((name) => name.startsWith(found[1]));
    if (found[2]) return daysOf(found[2], today, back).find((day) => weekday(day) === which);
    const ahead = (which - weekday(today) + WEEK) % WEEK || WEEK, behind = (weekday(today) - which + WEEK) % WEEK || WEEK;
    return today + (back ? -behind : ahead) * DAY;
  }

  /* The picker: one dialog for the page, made when it is first asked for. */
  let picker = null;
  function pickerOf() {
    const heading = make("h2", { id: "days-of", class: "h3" }), shown = make("p", { id: "days-in", class: "strong", "aria-live": "polite" });
    const turn = (sign, label, months) => {
      const made = make("button", { type: "button", class: "button", "aria-label": label }, sign);
      made.addEventListener("click", () => { if (made.getAttribute("aria-disabled") !== "true") go(addMonths(at, months), false); });
      return made;
    };
    const turns = { "-12": turn("«", "Vorig jaar", -12), "-1": turn("‹", "Vorige maand", -1), 1: turn("›", "Volgende maand", 1), 12: turn("»", "Volgend jaar", 12) };
    const body = make("tbody");
    const names = DAYS.map((name) => make("th", { scope: "col", abbr: name }, name.slice(0, 2)));
    const grid = make("table", { role: "grid", "aria-labelledby": "days-in" }, make("thead", {}, make("tr", {}, ...names)), body);
    const close = make("button", { type: "button", class: "button quiet" }, "Sluiten"), now = make("button", { type: "button", class: "button" }, "Vandaag");
    const keys = make("p", { id: "days-how", class: "visually-hidden" }, "Pijltjes: een dag of een week. Page Up en Page Down: een maand, met Shift een jaar. Enter kiest.");
    const dialog = make("dialog", { class: "dialog days", "aria-labelledby": "days-of", "aria-describedby": "days-how" }, heading, keys,
      make("div", { class: "turns" }, turns[-12], turns[-1], shown, turns[1], turns[12]), grid, make("div", { class: "buttons" }, now, close));
    let field = null, at = 0, chosen;

    const within = (day) => Math.min(Math.max(day, field.first), field.last);
    const cellOf = (day) => {
      if (day === null) return make("td");
      const off = day < field.first || day > field.last;
      const cell = make("td", { role: "gridcell", tabindex: day === at ? "0" : "-1", "aria-label": long(day), "data-date": iso(day) }, String(parts(day)[2]));
      if (day === chosen) cell.setAttribute("aria-selected", "true");
      if (off) cell.setAttribute("aria-disabled", "true");
      if (day === field.today) cell.setAttribute("aria-current", "date");
      return cell;
    };
    function go(day, focus = true) {
      at = within(day);
      const [year, month] = parts(at), first = dayOf(year, month, 1), size = lastOf(year, month);
      const cells = [...Array(weekday(first)).fill(null), ...[...Array(size).keys()].map((n) => first + n * DAY)];
      while (cells.length % WEEK) cells.push(null);
      body.replaceChildren(...[...Array(cells.length / WEEK).keys()].map((row) => make("tr", {}, ...cells.slice(row * WEEK, row * WEEK + WEEK).map(cellOf))));
      if (shown.textContent !== monthAndYear(at)) shown.textContent = monthAndYear(at);
      for (const [months, button] of Object.entries(turns)) {
        const there = addMonths(first, Number(months)), [y, m] = parts(there);
        button.setAttribute("aria-disabled", String(months < 0 ? dayOf(y, m, lastOf(y, m)) < field.first : there > field.last));
      }
      if (focus) body.querySelector('[tabindex="0"]').focus();
    }
    function pick(day) {
      if (day < field.first || day > field.last) return;
      const [year, month, number] = parts(day), two = (n) => String(n).padStart(2, "0");
      field.input.value = `${two(number)}-${two(month)}-${year}`;
      for (const kind of ["input", "change"]) field.input.dispatchEvent(new Event(kind, { bubbles: true }));
      dialog.close();
    }
    const moves = {
      ArrowLeft: () => at - DAY, ArrowRight: () => at + DAY, ArrowUp: () => at - WEEK * DAY, ArrowDown: () => at + WEEK * DAY,
      Home: () => at - weekday(at) * DAY, End: () => at + (WEEK - 1 - weekday(at)) * DAY,
      PageUp: (shift) => addMonths(at, shift ? -12 : -1), PageDown: (shift) => addMonths(at, shift ? 12 : 1),
    };
    body.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const chooses = event.key === "Enter" || event.key === " ";
      if (!chooses && !Object.hasOwn(moves, event.key)) return;
      event.preventDefault();
      if (chooses) pick(at); else go(moves[event.key](event.shiftKey));
    });
    body.addEventListener("click", (event) => { const cell = event.target.closest("[data-date]"); if (cell) pick(fromIso(cell.dataset.date)); });
    now.addEventListener("click", () => go(field.today));
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => field.button.focus());
    document.body.append(dialog);
    return (asked) => {
      field = asked;
      chosen = field.read();
      heading.textContent = field.label;
      dialog.showModal();
      go(chosen ?? field.today);
    };
  }

  const SVG = "http://www.w3.org/2000/svg";
  function calendar() {
    const icon = document.createElementNS(SVG, "svg"), path = document.createElementNS(SVG, "path");
    for (const [name, value] of Object.entries({ class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" })) icon.setAttribute(name, value);
    path.setAttribute("d", "M5 5h14a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1zM8 3v4M16 3v4M4 10h16");
    icon.append(path);
    return icon;
  }

  for (const input of document.querySelectorAll("input[data-day]")) {
    const { first, last } = input.dataset, back = input.dataset.day === "back", today = fromIso(input.dataset.today);
    const words = document.getElementById(`${input.id}-w`), voice = make("span", { class: "visually-hidden", role: "status" });
    const label = input.labels[0]?.firstChild?.textContent.trim() ?? "Datum";
    const button = make("button", { type: "button", class: "button pick", "aria-haspopup": "dialog", "aria-label": `Kies een dag: ${label}` }, calendar());
    const field = { input, button, label, today, first: first ? fromIso(first) : -Infinity, last: last ? fromIso(last) : Infinity, read: () => read(input.value, today, back) };
    let timer = 0;
    input.after(button, voice);
    input.addEventListener("input", () => {
      const day = field.read();
      words.textContent = day === undefined ? "" : long(day);
      clearTimeout(timer);
      timer = setTimeout(() => { voice.textContent = words.textContent; }, 1200);
    });
    button.addEventListener("click", () => { picker ??= pickerOf(); picker(field); });
  }
})();
