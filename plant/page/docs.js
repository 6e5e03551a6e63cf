// The API's page, drawn from /openapi.json: plants are offline, so nothing comes from elsewhere.

import { element } from "./make.js";

const name = (reference) => reference.split("/").at(-1);

function kind(schema = {}) {
  if (schema.$ref) return name(schema.$ref);
  if (schema.enum) return schema.enum.join(" | ");
  if (schema.anyOf) return schema.anyOf.map(kind).join(" | ");
  if (schema.type === "array") return `[${kind(schema.items)}, …]`;
  return schema.format ?? schema.type ?? schema.contentMediaType ?? "any";
}

function table(rows) {
  return element("table", {}, ...rows.map((cells) =>
    element("tr", {}, ...cells.map((text) => element("td", { textContent: text })))));
}

function titled(title, rows) {
  return rows.length ? [element("h3", { textContent: title }), table(rows)] : [];
}

function fields(schema) {
  return Object.entries(schema.properties ?? {}).map(([field, each]) =>
    [field, kind(each), each.description ?? ""]);
}

function operation(path, method, said, schemas) {
  const asked = (said.parameters ?? []).map((each) =>
    [each.name, kind(each.schema), each.description ?? each.schema.description ?? ""]);
  const form = Object.values(said.requestBody?.content ?? {}).flatMap((each) =>
    fields(schemas[name(each.schema.$ref)]));
  const answers = Object.entries(said.responses).map(([status, each]) => {
    const forms = Object.values(each.content ?? {}).map((content) => kind(content.schema));
    return [status, forms.join(", "), each.description];
  });
  return element("section", {},
    element("h2", { textContent: `${method.toUpperCase()} ${path}` }),
    element("p", { textContent: said.description ?? "" }),
    ...titled("Query", asked), ...titled("Form", form), ...titled("Answers", answers));
}

const said = await (await fetch("/openapi.json")).json();
document.getElementById("address").textContent = location.origin;
for (const [path, methods] of Object.entries(said.paths)) {
  for (const [method, each] of Object.entries(methods)) {
    document.getElementById("operations").append(
      operation(path, method, each, said.components.schemas));
  }
}
for (const [form, schema] of Object.entries(said.components.schemas)) {
  if (!schema.properties) continue;
  document.getElementById("operations").append(
    element("section", {}, element("h2", { textContent: form }),
      element("p", { textContent: schema.description ?? "" }), table(fields(schema))));
}
