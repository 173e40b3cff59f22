// Typed text is safe before the person thinks of saving: forms with data-autosave save themselves.
"use strict";

(() => {
  const { all, on, addRow, openAll, changeIn } = window.birikme;
  const bar = document.querySelector("[data-words]");
  const word = (name) => bar?.dataset[`word${name[0].toUpperCase()}${name.slice(1)}`] ?? "";
  const button = (label, act, look = "btn") => {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", className: look, textContent: label, onclick: act });
    return made;
  };
  const clock = (at) =>
    /^\d/.test(at) && at.length > 5
      ? new Date(at).toLocaleTimeString("ru", { hour: "2-digit", minute: "2-digit" })
      : at;

  // What is not sent yet rests encrypted in this tab; the key is the server's, new at each sign-in.
  const drafts = {
    place: (form) => `draft ${location.pathname} ${form.id}`,
    async key() {
      const secret = document.querySelector("meta[name=draft-key]")?.content;
      if (!secret || !crypto.subtle) return null;
      const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(secret));
      return crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
    },
    async keep(form, still) {
      const key = await (this.ready ??= this.key());
      if (!key) return;
      const draft = {
        values: [...new FormData(form)].filter(
          ([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string",
        ),
        rows: all("[data-added]", form).map((row) => row.dataset.added),
      };
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const text = new TextEncoder().encode(JSON.stringify(draft));
      const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, text);
      if (!still()) return;
      const bytes = [...iv, ...new Uint8Array(sealed)];
      try {
        sessionStorage.setItem(this.place(form), JSON.stringify(bytes));
      } catch {
        /* no room: the page itself still holds the text */
      }
    },
    async find(form) {
      const kept = sessionStorage.getItem(this.place(form));
      const key = kept && (await (this.ready ??= this.key()));
      if (!key) return null;
      try {
        const bytes = new Uint8Array(JSON.parse(kept));
        const [iv, sealed] = [bytes.slice(0, 12), bytes.slice(12)];
        const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, sealed);
        return JSON.parse(new TextDecoder().decode(text));
      } catch {
        this.forget(form); // another sign-in's text
        return null;
      }
    },
    forget: (form) => sessionStorage.removeItem(drafts.place(form)),
  };

  const fill = (form, values) => {
    const names = new Set(values.map(([name]) => name));
    all("input, select, textarea", form).forEach((field) => {
      if (!names.has(field.name) && !/checkbox|radio/.test(field.type)) return;
      if (field.name === "csrfmiddlewaretoken" || field.type === "file") return;
      const mine = values.filter(([name]) => name === field.name).map(([, value]) => value);
      if (/checkbox|radio/.test(field.type)) field.checked = mine.includes(field.value);
      else if (field.multiple) all("option", field).forEach((o) => (o.selected = mine.includes(o.value)));
      else field.value = mine[0];
    });
  };

  // After a new sign-in the old page gets the new token, and nothing typed is lost.
  const freshToken = async () => {
    const page = await (await fetch(location.href)).text();
    const fresh = new DOMParser().parseFromString(page, "text/html");
    const field = fresh.querySelector("form[data-autosave] [name=csrfmiddlewaretoken]");
    if (field) all("[name=csrfmiddlewaretoken]").forEach((old) => (old.value = field.value));
  };

  const savers = new Map();

  class Saver {
    edits = 0;
    kept = 0;
    tries = 0;
    since = 0;
    busy = false;
    held = false;

    constructor(form) {
      this.form = form;
      this.state = form.querySelector("[data-save-state]");
    }

    get unsent() {
      return this.edits > this.kept;
    }

    edited() {
      this.edits += 1;
      this.since ||= Date.now();
      if (!this.busy && !this.tries && !this.held) this.show("typing");
      clearTimeout(this.keeping);
      this.keeping = setTimeout(() => drafts.keep(this.form, () => this.unsent), 300);
      this.plan(Math.max(0, Math.min(2000, this.since + 10000 - Date.now())));
    }

    plan(delay) {
      if (this.tries && delay < this.pause) return;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.send(), delay);
    }

    get pause() {
      return [0, 2000, 5000, 10000, 20000, 40000][Math.min(this.tries, 5)];
    }

    show(name, look = "", text = word(name)) {
      this.shown = { text, look };
      if (this.state) {
        this.state.textContent = text;
        this.state.className = `form-state ${look}`;
      }
      showAll();
    }

    async send() {
      clearTimeout(this.timer);
      if (this.busy || this.held || !this.unsent) return;
      this.busy = true;
      const upto = this.edits;
      this.since = 0;
      this.show("saving", "is-waiting");
      try {
        const answer = await fetch(this.form.action, {
          method: "POST",
          body: this.body(),
          headers: { "X-Autosave": "1", Accept: "application/json" },
          signal: AbortSignal.timeout?.(30000),
        });
        await this.answered(answer, upto);
      } catch {
        this.later("offline");
      }
      this.busy = false;
      if (this.unsent && !this.tries && !this.held && this.edits > upto) this.plan(2000);
    }

    body() {
      const body = new FormData(this.form);
      for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
      return body;
    }

    async answered(answer, upto) {
      const isJson = answer.headers.get("Content-Type")?.includes("json");
      if (answer.status >= 500) return this.later("offline");
      if (!isJson) return this.shut(answer);
      const said = await answer.json();
      this.tries = 0;
      if (answer.status === 409) return this.conflict(said);
      this.revise(said);
      this.number(said.rows ?? {});
      this.complain(said.errors ?? {});
      this.note(said.notes ?? {});
      const wrong = Object.keys(said.errors ?? {}).length > 0;
      if (!said.saved_at) return this.show("refused", "is-late");
      if (wrong && said.lost !== false) return this.show("partly", "is-late");
      this.kept = upto;
      if (!this.unsent) {
        clearTimeout(this.keeping);
        drafts.forget(this.form);
      }
      if (wrong) this.show("partly", "is-late");
      else this.show("saved", "is-saved", word("saved").replace("{time}", clock(said.saved_at)));
      refreshPreview();
    }

    async shut(answer) {
      const out = answer.redirected || answer.status === 401;
      if (!out && (answer.status !== 403 || this.tries)) {
        this.tries = 0;
        return this.show("closed", "is-late");
      }
      this.later(out ? "signin" : "offline");
      await freshToken();
    }

    later(reason) {
      this.tries += 1;
      this.show(reason, "is-late");
      this.plan(this.pause);
    }

    now() {
      this.tries = 0;
      this.send();
    }

    // The form learns which state of the server it has before its eyes.
    revise({ revision, fields }) {
      for (const [name, value] of Object.entries({ revision, ...fields })) {
        const field = this.form.elements[name];
        if (field && value != null) field.value = value;
      }
    }

    number(rows) {
      for (const [key, id] of Object.entries(rows)) {
        const own = all('[name$="-key"]', this.form).find((field) => field.value === key);
        const row = own?.closest("[data-row]");
        const field = row?.querySelector('[name$="-id"]');
        if (field) field.value = id;
        if (row) row.dataset.id = id;
      }
    }

    complain(errors) {
      all("[data-said]", this.form).forEach((said) => said.remove());
      all("[data-refused]", this.form).forEach((field) => {
        field.classList.remove("is-invalid");
        ["aria-invalid", "data-refused"].forEach((name) => field.removeAttribute(name));
        field.setAttribute("aria-describedby", field.dataset.described ?? "");
      });
      for (const [name, texts] of Object.entries(errors)) {
        const found = this.form.elements[name];
        const field = found?.tagName ? found : found?.[0];
        const said = document.createElement("div");
        Object.assign(said, { className: "invalid-feedback", id: `${this.form.id}-${name}-said` });
        said.textContent = [texts].flat().join(" ");
        said.dataset.said = "";
        if (!field || field.type === "hidden") {
          this.form.prepend(said);
          continue;
        }
        field.dataset.described ??= field.getAttribute("aria-describedby") ?? "";
        field.classList.add("is-invalid");
        field.setAttribute("aria-invalid", "true");
        field.dataset.refused = "";
        field.setAttribute("aria-describedby", `${field.dataset.described} ${said.id}`.trim());
        field.after(said);
      }
    }

    // What is saved and yet worth a second look, beside its field.
    note(notes) {
      for (const [name, texts] of Object.entries(notes)) {
        const line = document.createElement("p");
        Object.assign(line, { className: "hint", textContent: texts.join(" ") });
        line.dataset.said = "";
        line.setAttribute("role", "status");
        this.form.elements[name]?.after(line);
      }
    }

    conflict(said) {
      const { html, values } = said;
      const place = this.form.querySelector("[data-conflict]");
      this.held = true;
      this.show("conflict", "is-late");
      const done = () => {
        this.held = false;
        place.hidden = true;
        place.replaceChildren();
        this.revise(said);
      };
      const keep = () => {
        done();
        this.now();
      };
      const take = () => {
        drafts.forget(this.form);
        this.kept = this.edits;
        if (!values) return location.reload();
        done();
        fill(this.form, Object.entries(values));
        this.show("typing", "", "");
      };
      const head = document.createElement("p");
      head.textContent = word("conflict");
      const text = document.createElement("div");
      text.innerHTML = html; // our own server's, escaped there
      place.className = "alert alert-warning";
      place.replaceChildren(head, text, button(word("keep"), keep), button(word("take"), take));
      place.hidden = false;
      place.scrollIntoView({ block: "nearest" });
    }

    // What the server has by now needs no putting back.
    holds(draft) {
      const told = (values) =>
        JSON.stringify(values.filter(([name, value]) => !/^(|none|head)$/.test(value) && !/^csrfmiddlewaretoken$|^revision$|-was$/.test(name)));
      const now = [...new FormData(this.form)].filter(([, value]) => typeof value === "string");
      return told(draft.values).replaceAll("\\r\\n", "\\n") === told(now).replaceAll("\\r\\n", "\\n");
    }

    async offer() {
      const draft = await drafts.find(this.form);
      if (!draft) return;
      if (this.holds(draft)) return drafts.forget(this.form);
      const box = document.createElement("div");
      const text = document.createElement("p");
      const back = () => {
        box.remove();
        for (const added of draft.rows) {
          const [name, key] = added.split(" ");
          if (!all('[name$="-key"]', this.form).some((field) => field.value === key))
            addRow(this.form, name, key);
        }
        openAll(this.form);
        fill(this.form, draft.values);
        this.edited();
      };
      const drop = () => {
        box.remove();
        drafts.forget(this.form);
      };
      text.textContent = word("draft");
      box.className = "alert alert-warning";
      box.append(text, button(word("restore"), back), button(word("discard"), drop, "btn btn-quiet"));
      this.form.prepend(box);
    }
  }

  const showAll = () => {
    const place = document.querySelector("[data-save-all]");
    if (!place) return;
    const shown = [...savers.values()].map((saver) => saver.shown).filter(Boolean);
    const worst = ["is-late", "is-waiting", "", "is-saved"];
    shown.sort((a, b) => worst.indexOf(a.look) - worst.indexOf(b.look));
    const first = shown[0];
    const last = savers.last?.shown;
    const show = first?.look === "is-saved" && last ? last : first;
    if (show && place.textContent !== show.text) place.textContent = show.text;
    if (show) place.className = `save-state ${show.look}`;
  };

  let waiting;
  const refreshPreview = () => {
    const preview = document.querySelector("[data-preview]");
    if (!preview?.offsetParent) return;
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const answer = await fetch(preview.dataset.preview, { headers: { "HX-Request": "true" } }).catch(() => null);
      if (answer?.ok && !answer.redirected) preview.innerHTML = await answer.text();
    }, 800);
  };

  refreshPreview();
  all("form[data-autosave]").forEach((form) => {
    const saver = new Saver(form);
    savers.set(form, saver);
    saver.offer();
    const edited = (event) => {
      if (event.target.type === "file") return;
      // What is resolved is decided: nobody has to say so as well.
      const state = form.elements.namedItem("state");
      const decides = '.resolution textarea[name$="-text"], .control [type="radio"]';
      if (state?.value === "open" && event.target.value.trim() && event.target.matches(decides))
        state.value = "decided";
      savers.last = saver;
      saver.edited();
    };
    form.addEventListener("input", edited);
    form.addEventListener("submit", (event) => {
      const { submitter } = event;
      const file = all("input[type=file]", form).some((field) => field.value);
      if (file || submitter?.name || submitter?.hasAttribute("formaction")) {
        saver.kept = saver.edits;
        return;
      }
      event.preventDefault();
      saver.edits += saver.unsent ? 0 : 1;
      saver.now();
    });
  });

  window.addEventListener("online", () => savers.forEach((saver) => saver.now()));
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) savers.forEach((saver) => saver.send());
    else refreshPreview();
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsent().length) event.preventDefault();
  });

  // Before one goes elsewhere, what is typed is sent; if that fails, the browser asks.
  const unsent = () => [...savers.values()].filter((saver) => saver.unsent);
  const settle = async (some) => {
    some.forEach((saver) => saver.now());
    for (let n = 0; n < 50 && some.some((saver) => saver.busy); n += 1)
      await new Promise((wait) => setTimeout(wait, 100));
  };
  document.addEventListener("click", async (event) => {
    const link = event.target.closest?.("a[href]");
    const elsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey || link?.target;
    const here = link?.hash && link.pathname === location.pathname;
    if (!link || event.defaultPrevented || elsewhere || here || !unsent().length) return;
    event.preventDefault();
    await settle(unsent());
    location.href = link.href;
  });
  const passed = new WeakSet();
  document.addEventListener(
    "submit",
    async (event) => {
      const { target, submitter } = event;
      const others = unsent().filter((saver) => saver.form !== target);
      const stays = savers.has(target) && !submitter?.name;
      if (stays || !others.length || passed.has(target)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      passed.add(target);
      await settle(others);
      target.requestSubmit(submitter);
    },
    true,
  );

  // Everybody is present, in one tap; who was marked otherwise stays so.
  on("click", "[data-all]", (press, event) => {
    event.preventDefault();
    const form = press.closest("form");
    const people = all("fieldset", form).filter((one) => one.querySelector("input[type=radio]"));
    const unmarked = people.filter((one) => !one.querySelector("input[type=radio]:checked"));
    (unmarked.length ? unmarked : people).forEach((one) => {
      const wanted = one.querySelector(`input[type=radio][value="${press.dataset.all}"]`);
      if (wanted) wanted.checked = true;
    });
    changeIn(form);
  });

  // Who is ticked stands in the line that folds the list away.
  on("input", "[data-people]", (people) => {
    const ticked = all("input:checked", people).map((box) => box.closest("label").textContent.trim());
    people.querySelector("[data-chosen]").textContent = ticked.join(", ") || "–";
  });

  // A starter puts its word into the resolution and sets the kind.
  on("click", "[data-starter]", (chip) => {
    const row = chip.closest("[data-row]") ?? chip.closest("form");
    const text = row.querySelector("[data-starter-text]") ?? row.querySelector('textarea[name$="-text"]');
    const kind = row.querySelector('[name$="-kind"]');
    const { starter, place } = chip.dataset;
    const old = text.value.trim();
    if (!old.toLowerCase().includes(starter.toLowerCase()))
      text.value = place === "start" ? `${starter} ${old}` : `${old} ${starter}`.trim();
    if (kind && chip.dataset.kind) kind.value = chip.dataset.kind;
    text.focus();
    if (place !== "start") {
      const end = text.value.length - starter.length;
      text.setSelectionRange(old ? text.value.length : end, old ? text.value.length : end);
    }
    changeIn(text);
  });
})();
