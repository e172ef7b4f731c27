// The start page: find a company, see who financed it and the sentence that says so. No libraries, no innerHTML.
"use strict";

const API = "/api/v1";
const $ = (id) => document.getElementById(id);
const input = $("q"), list = $("suggestions"), answer = $("answer"), statusLine = $("status");
const DOUBTFUL = 0.5; // less sure than this, a relation is as likely wrong as right
let vocabulary = null;

// --- small pieces ---------------------------------------------------------------------------------------------------

function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.flat(Infinity).filter((child) => child != null));
  return node;
}

const en = (text) => el("span", { lang: "en" }, text);
const both = (zh, english) => [zh, " ", en(english)];

async function ask(path, parameters = {}) {
  const query = new URLSearchParams(parameters).toString();
  const response = await fetch(`${API}/${path}${query ? `?${query}` : ""}`, { headers: { Accept: "application/json" } });
  const body = await response.json();
  if (!response.ok) throw Object.assign(new Error(body.detail), { problem: body });
  return body;
}

function say(text, bad = false) {
  statusLine.textContent = text;
  statusLine.classList.toggle("bad", bad);
}

const labelOf = (terms, key) => vocabulary?.[terms]?.[key]?.zh ?? key;

async function learn() {
  const ontology = await ask("ontology");
  const labels = (terms) => Object.fromEntries(terms.map((term) => [term.key, term.labels]));
  vocabulary = {
    types: labels(ontology.types), predicates: labels(ontology.predicates), families: ontology.families,
    inverses: Object.fromEntries(ontology.predicates.map((term) => [term.key, term.inverse_labels])),
    scopes: ontology.scopes, statuses: ontology.statuses,
    kinds: ontology.qualifiers.find((term) => term.key === "kind").values,
  };
}

// --- suggestions: a combobox as WAI-ARIA describes it -----------------------------------------------------------------

let suggested = [], active = -1, waiting = 0, latest = 0;

function closeList() {
  list.hidden = true;
  active = -1;
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}

function openList(hits) {
  suggested = hits;
  active = -1;
  input.removeAttribute("aria-activedescendant");
  list.replaceChildren(...hits.map((hit, index) => el(
    "li", { role: "option", id: `suggestion-${index}`, "aria-selected": "false", onmousedown: (event) => { event.preventDefault(); choose(hit); } },
    el("span", {}, hit.name),
    hit.matched !== hit.name && hit.match !== "id" ? el("span", { class: "source" }, hit.matched) : null,
    el("span", { class: "tag quiet" }, labelOf("types", hit.type)),
  )));
  list.hidden = hits.length === 0;
  input.setAttribute("aria-expanded", String(hits.length > 0));
}

function move(step) {
  if (list.hidden || suggested.length === 0) return;
  list.children[active]?.setAttribute("aria-selected", "false");
  active = (active + step + suggested.length + (active < 0 && step < 0 ? 1 : 0)) % suggested.length;
  const option = list.children[active];
  option.setAttribute("aria-selected", "true");
  option.scrollIntoView({ block: "nearest" });
  input.setAttribute("aria-activedescendant", option.id);
}

function choose(hit) {
  closeList();
  input.value = hit.name;
  go({ id: hit.id });
}

input.addEventListener("input", () => {
  clearTimeout(waiting);
  const text = input.value.trim();
  if (!text) { latest += 1; closeList(); return; }
  waiting = setTimeout(async () => {
    const turn = ++latest;
    try {
      const hits = await ask("search", { q: text, limit: 8 });
      if (turn === latest && document.activeElement === input) openList(hits);
    } catch (error) {
      if (turn === latest) closeList();
    }
  }, 120);
});
input.addEventListener("keydown", (event) => {
  if (event.isComposing) return; // an input method is choosing characters
  if (event.key === "ArrowDown") { event.preventDefault(); move(1); }
  else if (event.key === "ArrowUp") { event.preventDefault(); move(-1); }
  else if (event.key === "Escape" && !list.hidden) { event.preventDefault(); closeList(); }
  else if (event.key === "Enter" && active >= 0) { event.preventDefault(); choose(suggested[active]); }
});
input.addEventListener("blur", closeList);
$("search").addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  latest += 1;
  closeList();
  if (input.value.trim()) go({ name: input.value.trim() });
});

// --- one entity -------------------------------------------------------------------------------------------------------

function go(wanted) {
  history.pushState(null, "", `/?${new URLSearchParams(wanted)}`);
  show(true);
}

async function show(focus = false) {
  const parameters = new URLSearchParams(location.search);
  const id = parameters.get("id"), name = parameters.get("name");
  answer.replaceChildren();
  say("");
  document.title = "京津冀创新生态图谱 · jjj-kg";
  if (!id && !name) return;
  say("查询中 … Asking …");
  try {
    const financing = await ask("financiers", { ...(id ? { id } : { name }), include_unasserted: true });
    const entity = financing.company;
    const [card, portfolio] = await Promise.all([
      ask(`entities/${encodeURIComponent(entity.id)}`), ask("portfolio", { id: entity.id, look_through: true }),
    ]);
    if (location.search !== `?${parameters}`) return; // asked for something else meanwhile
    input.value = entity.name;
    document.title = `${entity.name} · 京津冀创新生态图谱`;
    say("");
    answer.replaceChildren(cardOf(card), financingOf(financing), ...portfolioOf(portfolio), ...otherFacts(card, told(financing, portfolio)));
    if (focus) answer.focus({ preventScroll: true });
  } catch (error) {
    fail(error);
  }
}

function fail(error) {
  if (error.problem?.candidates) {
    say("这个名称可能指以下几个，请选择 · This name may mean one of these");
    answer.replaceChildren(el("ul", { class: "choices card" }, error.problem.candidates.map((candidate) => el(
      "li", {}, link(candidate), " ", el("span", { class: "tag quiet" }, labelOf("types", candidate.type)),
    ))));
  } else {
    say(error.message || "服务没有应答 · The server does not answer", true);
  }
}

const link = (entity) => el("a", {
  href: `/?id=${encodeURIComponent(entity.id)}`,
  onclick: (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    event.preventDefault();
    go({ id: entity.id });
    scrollTo({ top: 0, behavior: "instant" });
  },
}, entity.name);

function placeOf(place) {
  const scope = labelOf("scopes", place.scope);
  const said = place.name === scope || place.name === `${scope}市` || place.name === `${scope}省` ? place.name : `${place.name}（${scope}）`;
  return [said, place.inferred ? el("span", { class: "source" }, " 由名称推断 · inferred from the name") : null];
}

const reportsOf = (entity) => new Set(entity.documents.map((id) => entity.reprints[id] ?? id)).size;

const countOf = (documents, reprints) => (reprints ? `${documents} 篇文档，其中 ${reprints} 篇为转载` : `${documents} 篇文档`);

function cardOf(card) {
  const { entity } = card;
  const facts = [];
  if (entity.aliases.length) facts.push(["又称", "Also", entity.aliases.join("、")]);
  if (entity.place) facts.push(["所在", "Place", placeOf(entity.place)]);
  facts.push(["出现于", "Named in", countOf(entity.documents.length, entity.documents.length - reportsOf(entity))]);
  return el(
    "section", { class: "card", "aria-labelledby": "entity-name" },
    el("h2", { id: "entity-name" }, entity.name),
    el("span", { class: "tag" }, labelOf("types", entity.type)),
    el("dl", { class: "facts" }, facts.map(([zh, english, value]) => [el("dt", {}, both(zh, english)), el("dd", {}, value)])),
  );
}

// --- money ------------------------------------------------------------------------------------------------------------

const OWN_KINDS = { equity: "股权投资", guarantee: "担保", loan: "贷款" };

function kindOf(row) {
  return row.kind.split("+").map((kind) => vocabulary?.kinds[kind]?.zh ?? OWN_KINDS[kind] ?? labelOf("predicates", kind)).join("、");
}

function financingOf(financing) {
  const rows = el("ul", { class: "money" }, financing.financiers.map((row) => backing(row, row.backer)));
  const behind = el("div", { "aria-live": "polite" });
  const box = el("input", { type: "checkbox", id: "look-through", onchange: () => lookThrough(financing, box, behind) });
  return el(
    "section", { class: "card", "aria-labelledby": "financing-title" },
    el("div", { class: "head" },
      el("h2", { id: "financing-title" }, both("谁资助了它", "Who financed it")),
      el("p", { class: "toggle" }, box, el("label", { for: "look-through" }, both("看到基金与分行背后", "Look through funds and branches")))),
    financing.financiers.length ? rows : el("p", { class: "empty" }, both("读过的文档没有说。", "No document says so.")),
    behind,
    financing.apart.length ? el("h3", {}, both("计划、否认、传闻等，不算事实", "Planned, denied or rumoured: no facts")) : null,
    financing.apart.length ? el("ul", { class: "money" }, financing.apart.map((row) => backing(row, row.backer))) : null,
  );
}

async function lookThrough(financing, box, behind) {
  behind.replaceChildren();
  if (!box.checked) return;
  try {
    const deeper = await ask("financiers", { id: financing.company.id, look_through: true });
    if (!box.checked) return;
    behind.replaceChildren(
      el("h3", {}, both("它们的背后", "Who stands behind them")),
      deeper.behind.length
        ? el("ul", { class: "money" }, deeper.behind.map(behindOf))
        : el("p", { class: "empty" }, both("没有可穿透的基金或分行。", "There is no fund or branch to look through.")),
    );
  } catch (error) {
    say(error.message, true);
  }
}

function behindOf(row) {
  const last = row.steps[row.steps.length - 1];
  return el(
    "li", {},
    el("div", { class: "who" }, el("strong", {}, link(row.entity)), el("span", { class: "tag quiet" }, labelOf("types", row.entity.type))),
    row.steps.map((step) => el("p", { class: "route" }, routeOf(step))),
    quote(last.relations[0], [last.near, last.far]),
  );
}

function routeOf(step) {
  const relation = step.relations[0];
  const forwards = relation.subject === step.near.id;
  const label = forwards ? labelOf("predicates", relation.predicate) : labelOf("inverses", relation.predicate);
  return `${step.near.name} —${label}→ ${step.far.name}`;
}

function backing(row, other) {
  const plain = row.status === "asserted";
  return el(
    "li", {},
    el("div", { class: "who" },
      el("strong", {}, link(other)),
      el("span", { class: "tag" }, kindOf(row)),
      plain ? null : el("span", { class: "tag quiet" }, labelOf("statuses", row.status)),
      row.amounts.map((amount) => el("span", { class: "amount" }, amount.text)),
      row.relation.qualifiers.filter((one) => one.name === "round").map((one) => el("span", {}, one.text)),
      row.date ? el("time", { datetime: /^\d{4}(-\d\d){0,2}$/.test(row.date) ? row.date : null }, row.date) : null),
    row.via.map((step) => el("p", { class: "route" }, both("经由", "by way of"), " ", routeOf(step))),
    quote(row.relation, [row.backer, row.backed]),
  );
}

function portfolioOf(portfolio) {
  if (!portfolio.groups.length) return [];
  return [el(
    "section", { class: "card", "aria-labelledby": "portfolio-title" },
    el("h2", { id: "portfolio-title" }, both("它支持了谁", "Whom it backs")),
    portfolio.groups.map((group) => [
      el("h3", {}, `${labelOf("families", group.family)} · ${group.backings.length}`),
      el("ul", { class: "money" }, group.backings.map((row) => backing(row, row.backed))),
    ]),
  )];
}

function told(financing, portfolio) {
  const rows = [financing.financiers, financing.apart, portfolio.groups.map((group) => group.backings)].flat(Infinity);
  return new Set(rows.map((row) => row.relation.id));
}

function otherFacts(card, shown) {
  const facts = card.facts.filter((fact) => !shown.has(fact.relation.id) && fact.relation.status === "asserted");
  if (!facts.length) return [];
  return [el(
    "section", { class: "card", "aria-labelledby": "facts-title" },
    el("h2", { id: "facts-title" }, both("还知道什么", "What else is known")),
    el("ul", { class: "money" }, facts.map((fact) => el(
      "li", {},
      el("div", { class: "who" },
        el("span", { class: "tag quiet" }, labelOf(fact.outgoing ? "predicates" : "inverses", fact.relation.predicate)),
        el("strong", {}, link(fact.other)),
        fact.relation.qualifiers.filter((one) => one.name === "title").map((one) => el("span", {}, one.text))),
      quote(fact.relation, [card.entity, fact.other]),
    ))),
    card.more ? el("p", { class: "source" }, `另有 ${card.more} 条未列出 · ${card.more} more are not listed`) : null,
  )];
}

// --- evidence ---------------------------------------------------------------------------------------------------------

function quote(relation, ends) {
  const names = ends.flatMap((entity) => [entity.name, ...entity.aliases]);
  const [first, ...others] = relation.evidence;
  if (!first) return relation.inferred_from ? el("p", { class: "source" }, `推定 · inferred (${relation.inferred_from})`) : null;
  return [
    el("blockquote", {}, el("p", {}, marked(first.text, [...names, ...relation.qualifiers.map((one) => one.text)]))),
    el("p", { class: "source" }, sourceOf(first), others.map((evidence) => ["；", sourceOf(evidence)]), sureness(relation)),
  ];
}

function sureness(relation) {
  const sure = relation.confidence.toFixed(2);
  return [" · ", el("span", { class: relation.confidence < DOUBTFUL ? "doubtful" : null }, "置信度 ", en("confidence"), ` ${sure}`)];
}

function sourceOf(evidence) {
  const about = [evidence.publisher, evidence.published].filter(Boolean).join("，");
  return [
    el("button", { type: "button", class: "link", "aria-haspopup": "dialog", onclick: () => read(evidence) }, `《${evidence.title || evidence.source}》`),
    about ? ` ${about}` : "",
    evidence.original ? el("span", { class: "tag quiet" }, "转载") : null,
  ];
}

function marked(text, pieces) {
  const wanted = [...new Set(pieces.filter((piece) => piece.length > 1))].sort((a, b) => b.length - a.length);
  if (!wanted.length) return [text];
  const escaped = wanted.map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return text.split(new RegExp(`(${escaped.join("|")})`)).map((part, index) => (index % 2 ? el("mark", {}, part) : part));
}

async function read(evidence) {
  try {
    const page = await ask(`documents/${encodeURIComponent(evidence.document_id)}`);
    const characters = Array.from(page.text); // offsets count code points
    const slice = (from, to) => characters.slice(from, to).join("");
    $("reader-title").textContent = page.title || page.source;
    $("reader-source").replaceChildren(
      [page.publisher, page.published].filter(Boolean).join("，"), " ",
      /^https?:\/\//.test(page.url ?? "") ? el("a", { href: page.url, rel: "noreferrer" }, "原始出处 · Source") : page.source,
    );
    const mark = el("mark", { tabindex: "-1" }, slice(evidence.start, evidence.end));
    $("reader-text").replaceChildren(slice(0, evidence.start), mark, slice(evidence.end));
    $("reader").showModal();
    mark.scrollIntoView({ block: "center" });
  } catch (error) {
    say(error.message, true);
  }
}

// --- what the graph holds ---------------------------------------------------------------------------------------------

function bars(title, counts, terms) {
  const most = Math.max(...Object.values(counts), 1);
  return el("div", {}, el("h3", {}, title), el("table", { class: "bars" }, el("tbody", {}, Object.entries(counts).map(([key, number]) => {
    const bar = el("span", {});
    bar.style.width = `${Math.round((70 * number) / most)}%`; // set from script: the page allows no inline styles
    return el("tr", {}, el("th", { scope: "row" }, labelOf(terms, key)), el("td", {}, bar, String(number)));
  }))));
}

async function holdings() {
  try {
    const counts = await ask("statistics", { most: 40 });
    const total = (number, zh, english) => el("div", {}, el("dt", {}, both(zh, english)), el("dd", {}, number.toLocaleString("zh-CN")));
    $("numbers").replaceChildren(
      el("dl", { class: "totals" },
        total(counts.entities, "实体", "entities"), total(counts.relations, "关系", "relations"), total(counts.documents, "文档", "documents"),
        counts.reprints ? total(counts.reprints, "其中转载", "of them reprints") : null),
      el("div", { class: "columns" },
        bars(both("地区", "Regions"), counts.scopes, "scopes"),
        bars(both("类型", "Types"), counts.types, "types"),
        bars(both("关系", "Relations"), counts.predicates, "predicates")),
    );
    const companies = counts.best_connected.filter((one) => one.type === "Company").slice(0, 6);
    if (companies.length) {
      $("tries").append(...companies.map(link));
      $("tries").hidden = false;
    }
  } catch (error) {
    $("numbers").replaceChildren(el("p", { class: "empty" }, error.message));
  }
}

addEventListener("popstate", () => show());
learn().catch(() => {}).then(() => Promise.all([show(), holdings()]));
