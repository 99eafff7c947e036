"""Characters and words that verbali reads in PDF files, beside those that pdftotext reads.

In: folders with PDF files. Out, to standard output: a row a file, the worst first, with the
characters in which the two differ (the ones pdftotext has more often, then those verbali has more
often); a row for each file that verbali did not read, with its reason; totals.

    python3 benches/text.py DIR... [--verbali target/release/verbali] [--json OUT] [--worst N]

found: share of pdftotext's characters, or words, that verbali has. right: share of verbali's that
pdftotext has. Characters are counted as a bag, without white space, soft hyphens and zero-width
ones; ligatures are spelled out and hyphens are one. A hyphen parts words on both sides, so that
one wrapped within a cell counts alike in whatever order the lines come; punctuation around words
is dropped. Where pdftotext passes on raw Cork (T1) codes, their meaning stands for them.

pdftotext is a neighbour, not the truth: it errs too. Look at what differs before believing it.
"""

import argparse
import json
import re
import sys
import tempfile
import unicodedata
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import child

COMPARED = ("extracted", "partial", "not_minutes")
SPELLED = dict(zip("\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06", "ff fi fl ffi ffl st st".split()))
CORK = {"\x15": "\u2013", "\x1b": "ff", "\x1c": "fi", "\x1d": "fl", "\x1e": "ffi", "\x1f": "ffl"}
HYPHENS = dict.fromkeys("\u2010\u2011\u2043\ufe63\uff0d", "-")
INVISIBLE = dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff", "")
FOLDED = str.maketrans(SPELLED | HYPHENS | INVISIBLE)
# The letter without a dot has none of its own to lose under an accent.
DOTLESS = re.compile("\u0131(?=[\u0300-\u036f])")
# str.isspace and \s count the control characters U+001C to U+001F: here they are Cork ligatures.
SPACE = re.compile(r"[^\S\x1c-\x1f]+")
AROUND = re.compile(r"^\W+|\W+$")


def main():
    options = arguments()
    read = {}
    for folder in options.folders:
        read |= by_verbali(options.verbali, Path(folder))
    paths = child.pdfs_below(options.folders)
    with ThreadPoolExecutor(options.jobs) as pool:
        peers = list(pool.map(by_pdftotext, paths))
    rows = [compare(path, read.get(path), peer) for path, peer in zip(paths, peers)]
    show(rows, options.worst)
    if options.json:
        Path(options.json).write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", metavar="DIR")
    parser.add_argument("--verbali", default="target/release/verbali", metavar="PATH")
    parser.add_argument("--json", metavar="OUT", help="write all rows there")
    parser.add_argument("--worst", type=int, metavar="N", help="print the N worst rows only")
    parser.add_argument("--jobs", type=int, default=2, metavar="N")
    return parser.parse_args()


def by_verbali(verbali, folder):
    """Path to (status, reason, text) of each file below `folder`, read in one run."""
    with tempfile.TemporaryDirectory() as work:
        out = Path(work, "out")
        ended = child.run([verbali, "run", folder, "-o", out, "--format", "json", "--fail-on", "never"])
        if ended.status != 0:
            sys.exit(f"verbali run {folder}: exit status {ended.status}\n{ended.err}")
        files, documents, pages = (table(out, name) for name in ("files", "documents", "document_text"))
    documents = {row["document_id"]: row for row in documents}
    texts = defaultdict(list)
    for row in sorted(pages, key=lambda row: row["page"]):
        texts[row["document_id"]].append(row.get("text") or "")
    read = {}
    for row in files:
        document = documents.get(row.get("document_id"), row)
        text = "".join(texts[row.get("document_id")])
        read[folder / row["path"]] = (document["status"], document.get("reason"), text)
    return read


def table(out, name):
    return [json.loads(line) for line in (out / "tables" / f"{name}.ndjson").read_text().split("\n") if line]


def by_pdftotext(path):
    """The text that pdftotext finds; None where it gives up."""
    ended = child.run(["pdftotext", "-enc", "UTF-8", path, "-"], seconds=120)
    return ended.out.translate(str.maketrans(CORK)) if ended.status == 0 else None


def compare(path, read, peer):
    status, reason, text = read or ("missing", "verbali tells nothing of it", "")
    row = {"file": str(path), "status": status, "reason": reason, "is_compared": False}
    row["peer_characters"] = None if peer is None else bag_of_characters(peer).total()
    if status in COMPARED and peer is not None and (row["peer_characters"] or text.strip()):
        row["is_compared"] = True
        ours, theirs = bag_of_characters(text), bag_of_characters(peer)
        row["characters"] = shares(ours, theirs)
        row["words"] = shares(bag_of_words(text), bag_of_words(peer))
        row["lost"] = (theirs - ours).most_common(8)
        row["gained"] = (ours - theirs).most_common(8)
    return row


def folded(text):
    return unicodedata.normalize("NFC", DOTLESS.sub("i", text.translate(FOLDED)))


def bag_of_characters(text):
    return Counter(SPACE.sub("", folded(text).replace("\xad", "")))


def bag_of_words(text):
    words = SPACE.split(folded(text).replace("\xad", " ").replace("-", " "))
    return Counter(filter(None, (AROUND.sub("", word) for word in words)))


def shares(ours, theirs):
    return {"both": (ours & theirs).total(), "ours": ours.total(), "theirs": theirs.total()}


def share(part, whole):
    return part / whole if whole else 1.0


def found_right(counts):
    return share(counts["both"], counts["theirs"]), share(counts["both"], counts["ours"])


def show(rows, worst):
    compared = [row for row in rows if row["is_compared"]]
    compared.sort(key=lambda row: (min(found_right(row["characters"])), row["file"]))
    print("characters     words")
    print("found  right   found  right   file: lost by verbali | gained by verbali")
    for row in compared[:worst]:
        print(f"{numbers(row)}   {row['file']}{told(row)}: {differing(row['lost'])} | {differing(row['gained'])}")
    others = [row for row in rows if not row["is_compared"]]
    others.sort(key=lambda row: (-(row["peer_characters"] or 0), row["file"]))
    if others:
        lost = sum(row["peer_characters"] or 0 for row in others)
        print(f"\nnot compared: pdftotext finds {lost} characters there (- where it gives up)")
    for row in others[:worst]:
        count = "-" if row["peer_characters"] is None else row["peer_characters"]
        print(f"{count:>8}  {row['status']:12} {row['file']}: {row['reason'] or ''}")
    total = {kind: sum((Counter(row[kind]) for row in compared), Counter()) for kind in ("characters", "words")}
    print(f"\n{numbers(total)}   total of {len(compared)} files, {total['characters']['theirs']} characters")
    low = sum(min(found_right(row["characters"])) < 0.97 for row in compared)
    print(f"{low} files with less than 97 % of characters found or right")
    for status, count in Counter(row["status"] for row in rows).most_common():
        print(f"{count:6} {status}")


def numbers(row):
    return "  ".join(" ".join(f"{value:.4f}" for value in found_right(row[kind])) for kind in ("characters", "words"))


def told(row):
    return "" if row["status"] == "extracted" else f" ({row['status']})"


def differing(pairs):
    return " ".join(f"{visible(character)}{count}" for character, count in pairs) or "-"


def visible(character):
    shown = character.isprintable() and not unicodedata.combining(character)
    return f"{character}\u00d7" if shown else f"U+{ord(character):04X}\u00d7"


if __name__ == "__main__":
    main()
