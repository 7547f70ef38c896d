#!/usr/bin/env python3
"""Writes the rule part of timetable-problem.schema.json and the table of rule types at the
end of docs/formats/timetable.md from src/timetable/rules.def. Run from the repository root:

    python3 docs/schema/make_schema.py
"""
import json
import re

RULES = "src/timetable/rules.def"
SCHEMA = "docs/schema/timetable-problem.schema.json"
DOCS = "docs/formats/timetable.md"
HEADING = "\n## Rule types\n"


def rules():
    """(element, list, family, [(role, element names)]) of every RULE line."""
    text = re.sub(r"\\\n\s*", " ", open(RULES, encoding="utf-8").read())
    macros = {}
    for name, value in re.findall(r"^#define (\w+)\s+(.+)$", text, re.M):
        macros[name] = "".join(re.findall(r'"([^"]*)"', value))
    for line in re.findall(r"^RULE\((.*)\)$", text, re.M):
        parts = [part.strip() for part in line.split(",", 6)]
        layout = "".join(
            quoted if quoted is not None and not word else macros[word]
            for quoted, word in ((m.group(1), m.group(2))
                                 for m in re.finditer(r'"([^"]*)"|(\w+)', parts[6])))
        fields = [field.partition("=")[::2] for field in layout.split()]
        yield parts[1].strip('"'), parts[2], parts[3], fields


def members(fields):
    """[(member, required, meaning)] of a layout, filters spelled out."""
    out = []
    for role, names in fields:
        if role in ("filter", "filter+"):
            for name in ("teacher", "set", "subject", "tag"):
                out.append((name, False, None))
            if role == "filter+":
                out.append(("duration", False, None))
        else:
            optional = ("flag", "locked", "day", "period", "to", "reals", "duration")
            meaning = names.replace("_", " ") if role in ("flag", "limit") else None
            out.append((role, role not in optional, meaning))
    return out


def property_of(name, meaning):
    ref = {"$ref": "#/$defs/" + {
        "teacher": "name", "set": "name", "room": "name", "subject": "name",
        "tag": "name", "tag2": "name", "day": "name", "period": "name", "from": "name",
        "to": "name", "lesson": "id", "lesson2": "id", "lesson3": "id",
        "lessons": "ids", "slots": "slots", "rooms": "names", "tags": "names",
        "reals": "names", "limit": "limit", "component": "component",
        "duration": "duration", "flag": "switch", "locked": "switch"}[name]}
    if meaning:
        ref["description"] = meaning
    return ref


def rule_schema(element, fields):
    properties = {"type": {"const": element}, "weight": {"$ref": "#/$defs/weight"}}
    required = ["type"]
    for name, needed, meaning in members(fields):
        properties[name] = property_of(name, meaning)
        if needed:
            required.append(name)
    for name in ("active", "pin"):
        properties[name] = {"$ref": "#/$defs/switch"}
    properties["comments"] = {"type": "string"}
    return {"type": "object", "properties": properties, "required": required,
            "additionalProperties": False}


def table(all_rules):
    lines = ["", "Members in brackets may be missing. What is said of `flag` and `limit` is the",
             "name of the same thing in .fet files. Time rules first, then those about space.",
             "", "| type | members |", "|---|---|"]
    for wanted in ("T", "S"):
        for element, kind, _, fields in all_rules:
            if kind != wanted:
                continue
            words = []
            for name, needed, meaning in members(fields):
                word = f"`{name}`" + (f" ({meaning})" if meaning else "")
                words.append(word if needed else f"[{word}]")
            lines.append(f"| {element} | {', '.join(words)} |")
    return "\n".join(lines) + "\n"


def main():
    all_rules = list(rules())
    schema = json.load(open(SCHEMA, encoding="utf-8"))
    schema["$defs"]["rule"]["oneOf"] = [{"$ref": "#/$defs/rules/" + r[0]} for r in all_rules]
    schema["$defs"]["rules"] = {r[0]: rule_schema(r[0], r[3]) for r in all_rules}
    with open(SCHEMA, "w", encoding="utf-8") as out:
        json.dump(schema, out, indent=1, ensure_ascii=False)
        out.write("\n")
    text = open(DOCS, encoding="utf-8").read().split(HEADING)[0]
    with open(DOCS, "w", encoding="utf-8") as out:
        out.write(text + HEADING + table(all_rules))


if __name__ == "__main__":
    main()
