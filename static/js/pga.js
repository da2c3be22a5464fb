/* The script of every page; days have one beside it (days.js). Every page works without both. It keeps nothing in the browser: drafts go to the server, sealed. */
"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const token = () => document.querySelector('meta[name="csrf-token"]')?.content ?? "";
  const post = (url, body, more = {}) => fetch(url, {
    method: "POST", body, redirect: "manual", credentials: "same-origin", cache: "no-store",
    headers: { "X-CSRFToken": token(), Accept: "application/json" }, ...more,
  });

  /* Drafts: 1.5 s after the last key, again after 10 s when it failed, at once when the page goes out of sight. */
  const drafts = all("input[data-draft-url]").map((mark) => {
    const form = mark.form, url = mark.dataset.draftUrl;
    const status = form.querySelector("[data-draft-status]") ?? document.querySelector("[data-draft-status]");
    const say = (text) => { if (status && status.textContent !== text) status.textContent = text; };
    let dirty = false, version = 0, timer = 0, busy = null, gone = false, kept = false;
    const later = (ms) => { clearTimeout(timer); timer = setTimeout(save, ms); };

    async function save(options = {}) {
      clearTimeout(timer);
      if (!dirty || gone) return;
      if (busy && !options.keepalive) return later(1500);
      const seen = version, data = new FormData(form);
      for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
      busy = new AbortController();
      try {
        const answer = await post(url, data, { signal: busy.signal, ...options });
        const told = await answer.json();
        if (!answer.ok) return say(`Nog niet bewaard. ${told.said}`);
        kept = true;
        if (seen === version) dirty = false; else later(1500);
        if (told.saved_at) say(`Concept bewaard om ${told.saved_at}. Alleen u ziet het, tot ${told.until}.`);
      } catch (trouble) {
        if (trouble.name === "AbortError" || !dirty || gone) return;
        say("Nog niet bewaard. We proberen het over 10 seconden opnieuw.");
        later(10000);
      } finally { busy = null; }
    }
    const touched = () => { dirty = true; version += 1; later(1500); };
    form.addEventListener("input", touched);
    return {
      form, isDirty: () => dirty && !gone, isKept: () => kept && !dirty, save,
      sending() { gone = true; clearTimeout(timer); busy?.abort(); setTimeout(() => { gone = false; if (dirty) later(1500); }, 5000); },
    };
  });
  let leaving = false;
  addEventListener("beforeunload", (event) => { if (!leaving && drafts.some((one) => one.isDirty())) event.preventDefault(); });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") drafts.forEach((one) => one.save({ keepalive: true }));
  });

  /* A form goes out once. The second press within 5 seconds is dropped; the buttons say so with aria-disabled. */
  const sent = new WeakMap();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (Date.now() - (sent.get(form) ?? 0) < 5000) return event.preventDefault();
    sent.set(form, Date.now());
    drafts.find((one) => one.form === form)?.sending();
    const buttons = [...form.elements].filter((one) => one.type === "submit" && !one.hasAttribute("aria-disabled"));
    buttons.forEach((one) => { one.setAttribute("aria-disabled", "true"); one.classList.add("busy"); });
    setTimeout(() => buttons.forEach((one) => { one.removeAttribute("aria-disabled"); one.classList.remove("busy"); }), 5000);
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest?.('[aria-disabled="true"]:not(.busy)')) event.preventDefault();
  });

  /* Two minutes before the end: "Bent u er nog?" Other tabs of the same session move the end along. */
  const dialog = document.querySelector("dialog[data-session-seconds]");
  if (dialog) {
    const { sessionSeconds, warnSeconds, keepaliveUrl, endedUrl } = dialog.dataset;
    const left = dialog.querySelector("[data-session-left]"), trouble = dialog.querySelector("[data-session-trouble]");
    const tabs = "BroadcastChannel" in window ? new BroadcastChannel("pga-session") : null;
    let end = 0, asking = false;
    const alive = () => { end = Date.now() + sessionSeconds * 1000; };
    const over = async () => {
      clearInterval(clock);
      await Promise.race([Promise.allSettled(drafts.map((one) => one.save())), new Promise((go) => setTimeout(go, 3000))]);
      if (!dispatchEvent(new Event("pga:ended", { cancelable: true }))) return;  // the page asks the login itself
      leaving = true;
      const back = new URLSearchParams({ verder: location.pathname + location.search });
      if (drafts.some((one) => one.isKept())) back.set("bewaard", "ja");
      location.assign(`${endedUrl}?${back}`);
    };
    const look = () => {
      const seconds = Math.round((end - Date.now()) / 1000);
      if (seconds <= 0) return over();
      if (seconds > warnSeconds || asking) return;
      const text = seconds > 60 ? "2 minuten" : seconds > 30 ? "1 minuut" : `${seconds} seconden`;
      if (left.textContent !== text) left.textContent = text;
      const keeps = dialog.querySelector("[data-words-kept]");
      if (keeps) keeps.hidden = !drafts.some((one) => one.isDirty() || one.isKept());
      if (!dialog.open) { drafts.forEach((one) => one.save()); dialog.returnValue = ""; dialog.showModal(); }
    };
    let clock = 0;
    const start = () => { clearInterval(clock); clock = setInterval(look, 1000); alive(); tabs?.postMessage("alive"); };
    start();
    addEventListener("pga:here", start);  // somebody logged in again on this page

    /* People talk before a meeting screen: it stays for an hour after the last key or press. */
    const meeting = dialog.dataset.meetingSeconds * 1000;
    if (meeting) {
      let touched = Date.now();
      for (const kind of ["keydown", "pointerdown"]) addEventListener(kind, () => { touched = Date.now(); });
      setInterval(async () => {
        if (Date.now() - touched > meeting || dialog.open) return;
        try { if ((await post(keepaliveUrl)).ok) { alive(); tabs?.postMessage("alive"); } } catch { /* the next try, or the warning */ }
      }, Math.min(meeting, sessionSeconds * 1000) / 3);
    }
    tabs?.addEventListener("message", () => { alive(); if (dialog.open) dialog.close("elsewhere"); });
    dialog.addEventListener("close", async () => {
      if (dialog.returnValue === "elsewhere") return;
      asking = true;
      try {
        const answer = await post(keepaliveUrl).finally(() => { asking = false; });
        if (!answer.ok) return over();
        trouble.hidden = true;
        alive();
        tabs?.postMessage("alive");
      } catch { trouble.hidden = false; look(); }
    });
  }

  /* A page from the back button after logging out: ask the server again. */
  addEventListener("pageshow", (event) => { if (event.persisted) { leaving = true; location.reload(); } });

  /* Counters. A line end counts as two, as it does for the server. */
  for (const area of all("textarea[data-max]")) {
    const counter = document.getElementById(`${area.id}-c`);
    if (!counter) continue;
    const voice = document.createElement("span");
    voice.className = "visually-hidden";
    voice.setAttribute("role", "status");
    counter.after(voice);
    let timer = 0;
    const count = () => {
      const used = [...area.value].length + area.value.split("\n").length - 1, rest = area.dataset.max - used;
      const word = Math.abs(rest) === 1 ? "teken" : "tekens";
      counter.textContent = rest < 0 ? `${-rest} ${word} te veel.` : `Nog ${rest} ${word}.`;
      counter.classList.toggle("over", rest < 0);
      clearTimeout(timer);
      if (rest < area.dataset.max / 10) timer = setTimeout(() => { voice.textContent = counter.textContent; }, 1200);
    };
    area.addEventListener("input", count);
    count();
  }

  /* Copying. Without a clipboard the button stays away, and one selects the text. */
  for (const button of all("button[data-copy]")) {
    const text = document.getElementById(button.dataset.copy), said = button.parentElement.querySelector("[data-copied]");
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text.value);
        said.textContent = "Gekopieerd.";
      } catch { text.select(); said.textContent = "Kopiëren lukt niet vanzelf. De tekst is geselecteerd."; }
    });
  }

  /* A code that came behind the # of a QR code, which no browser sends: into its field, and out of the address. */
  for (const field of all("input[data-from-address]")) {
    const take = () => {
      if (!/^#[A-Z2-7]{4}(-[A-Z2-7]{4})+$/.test(location.hash)) return;
      field.value = location.hash.slice(1);
      history.replaceState(null, "", location.pathname);
    };
    addEventListener("hashchange", take);
    take();
  }

  /* Errors first; a link in the summary puts you in the field. */
  const summary = document.querySelector(".summary[tabindex]");
  summary?.focus();
  summary?.addEventListener("click", (event) => {
    const field = event.target.closest("a") && document.getElementById(decodeURIComponent(event.target.closest("a").hash.slice(1)));
    if (!field) return;
    event.preventDefault();
    field.focus({ preventScroll: true });
    (field.closest(".field") ?? field).scrollIntoView({ block: "start" });
  });

  /* A menu closes with Escape or a press elsewhere. */
  for (const menu of all("details[data-menu]")) {
    document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
    menu.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && menu.open) { menu.open = false; menu.querySelector("summary").focus(); }
    });
  }

  /* Printing needs a script, so the button only shows with one. */
  for (const button of all("[data-print]")) { button.hidden = false; button.addEventListener("click", () => print()); }
})();
