/* A form that is filled in on the street: its words stay in this page while it lives, it goes out when there is a connection and a session, and when
   the session ended it asks the login here first. It keeps nothing in the browser. Without it the form is an ordinary one, with its sealed draft. */
"use strict";
(() => {
  const form = document.querySelector("form[data-live]"), asks = document.querySelector("dialog[data-login]");
  const session = document.querySelector("dialog[data-session-seconds]");
  if (!form || !asks || !session) return;
  const said = form.querySelector("[data-living]"), wrong = asks.querySelector("[data-login-trouble]");
  const meta = document.querySelector('meta[name="csrf-token"]');
  const { loginUrl, factorUrl, freshUrl } = asks.dataset;
  const token = (text, found) => text.match(found)?.[1] ?? "";
  const FIELD = /name="csrf_token"[^>]*value="([^"]+)"/, META = /name="csrf-token" content="([^"]+)"/;
  const ask = (url, body) => fetch(url, { method: body ? "POST" : "GET", body, redirect: "manual", credentials: "same-origin", cache: "no-store" });
  const away = "Geen verbinding. Er is niets verstuurd, en uw tekst staat hier nog. Probeer het zo opnieuw.";
  const wait = "Wacht even en probeer het dan opnieuw.";
  const tell = (text) => { said.textContent = text; };
  let sure = false, busy = false, button = null;
  said.setAttribute("role", "status");

  const alive = async () => (await fetch(session.dataset.keepaliveUrl, {
    method: "POST", redirect: "manual", credentials: "same-origin", cache: "no-store", headers: { "X-CSRFToken": meta.content },
  })).ok;
  const send = () => { sure = true; form.requestSubmit(button); setTimeout(() => { sure = false; }, 0); };

  form.addEventListener("submit", async (event) => {
    if (sure || event.submitter?.hasAttribute("formaction")) return;
    event.preventDefault();
    event.stopPropagation();
    button = event.submitter;
    if (busy) return;
    busy = true;
    try {
      if (await alive()) send(); else login();
    } catch { tell(away); } finally { busy = false; }
  });

  function login() {
    if (asks.open) return;
    document.querySelectorAll("dialog[open]").forEach((one) => one.close("elsewhere"));
    asks.showModal();
  }
  addEventListener("pga:ended", (event) => { event.preventDefault(); login(); });

  asks.querySelector("form").addEventListener("submit", async (event) => {
    if (event.submitter?.value === "later") return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    wrong.hidden = true;
    const fields = new FormData(event.target);
    const trouble = (text) => { wrong.textContent = text; wrong.hidden = false; wrong.focus(); };
    const post = async (url, names) => {
      const page = await ask(url);
      if (page.type === "opaqueredirect") return page;  // this step is done already
      const body = new FormData();
      body.set("csrf_token", token(await page.text(), FIELD));
      for (const name of names) body.set(name, fields.get(name) ?? "");
      return ask(url, body);
    };
    try {
      const named = await post(loginUrl, ["username", "password"]);
      if (named.type !== "opaqueredirect") return trouble(named.status === 429 ? wait : "Dit klopt niet. Probeer het opnieuw.");
      const proved = await post(factorUrl, ["code", "recovery_code"]);
      if (proved.type !== "opaqueredirect") return trouble(proved.status === 429 ? wait : "De code klopt niet. Probeer het opnieuw.");
      const fresh = token(await (await ask(freshUrl)).text(), META);
      if (!fresh) return trouble("Inloggen is niet gelukt. Probeer het opnieuw.");
      meta.content = fresh;
      document.querySelectorAll("[name=csrf_token]").forEach((one) => { one.value = fresh; });
      dispatchEvent(new Event("pga:here"));
      event.target.reset();
      asks.querySelector("details")?.removeAttribute("open");
      asks.close();
      tell("U bent weer ingelogd. Uw tekst staat er nog.");
      if (button) send();
    } catch { trouble(away); } finally { busy = false; }
  });
})();
