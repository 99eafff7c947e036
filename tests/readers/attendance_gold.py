"""Attendance counts of a published dataset against what a person counted over all minutes.

attendance_gold.py OUT GOLD. Each folder of GOLD with a `_crossdoc.json` tells how often each
member was present and absent at the meetings of one body, and how often the minutes contradict
themselves; a contradiction may be counted either way or be unknown. Counted are rows of the
roll, joined to persons, at the meetings whose gold records lie in the folder that most do. A roll
that was not read is taken off what the person counted, and there may be no more of them than
UNREAD.
"""

import collections
import json
import pathlib
import sys

import duckdb

# Rolls that are not read yet; never to be raised.
UNREAD = 1
THERE, AWAY = ("present", "remote", "late"), ("absent", "excused", "delegate")

READ = """
select distinct d.file_name from meetings m join documents d using (document_id)
where m.presence_scope <> 'not_in_text' and contains(d.path, $folder)
"""

COUNTED = """
select p.name, list(distinct n.name_raw) as spellings,
    count(distinct a.meeting_id) filter (where a.status = 'present') as present,
    count(distinct a.meeting_id) filter (where a.status like 'absent%') as absent,
    count(distinct a.meeting_id) as met
from attendance a
join documents d using (document_id)
join people p using (person_id)
join person_names n using (person_id)
where list_contains($files, d.file_name) and contains(d.path, $folder)
group by p.person_id, p.name
"""


def words(name):
    return sorted(name.casefold().split())


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: attendance_gold.py OUT GOLD")
    out, gold = map(pathlib.Path, sys.argv[1:])
    connection = duckdb.connect()
    for path in sorted(out.glob("tables/*.parquet")):
        connection.execute(f"create view {path.stem} as select * from read_parquet('{path}')")
    faults = checked = 0
    for told in sorted(gold.glob("*/_crossdoc.json")):
        crossed = json.loads(told.read_text())
        records = [json.loads(path.read_text()) for path in told.parent.glob("[!_]*.json")]
        homes = collections.Counter(pathlib.PurePath(record["path"]).parent for record in records)
        home, count = homes.most_common(1)[0]
        if count != crossed["internal_meetings"]:
            print(f"fault: {told}: {count} records of one folder, {crossed['internal_meetings']} told", file=sys.stderr)
            faults += 1
        files = [pathlib.PurePath(r["path"]).name for r in records if pathlib.PurePath(r["path"]).parent == home]
        # The folder's name is the body's, whatever else the path holds.
        read = {name for (name,) in connection.execute(READ, {"folder": told.parent.name}).fetchall()}
        unread = [record for record in records if pathlib.PurePath(record["path"]).name in set(files) - read]
        print(f"{len(unread):>9}  rolls of {told.parent.name} not read")
        faults += max(0, len(unread) - UNREAD)
        files = [name for name in files if name in read]
        rows = connection.execute(COUNTED, {"files": files, "folder": told.parent.name}).fetchall()
        for name, member in crossed["members"].items():
            for record in unread:
                for row in record["attendees"]:
                    if words(row["name"]) == words(name):
                        member["present"] -= row["status"] in THERE
                        member["absent"] -= row["status"] in AWAY
            found = [row for row in rows if words(name) in [words(row[0]), *map(words, row[1])]]
            if len(found) != 1:
                print(f"fault: {told.parent.name}: a member is {len(found)} persons", file=sys.stderr)
                faults += 1
                continue
            _, _, present, absent, met = found[0]
            spare = member["conflict"]
            checked += 1
            right = (
                member["present"] <= present <= member["present"] + spare
                and member["absent"] <= absent <= member["absent"] + spare
                and met == member["present"] + member["absent"] + spare
            )
            if not right:
                print(f"fault: {told.parent.name}: a member was there {present} times and away {absent} of {met}, told are {member}", file=sys.stderr)
                faults += 1
    print(f"{checked:>9}  members counted over all minutes of their body, {faults} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
