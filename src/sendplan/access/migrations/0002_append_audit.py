"""The one way into the audit trail, and one role in an area at a time: what only the database can promise.

`access_append_audit` runs as its owner, whoever calls it, and nobody else may write the two audit tables. It finds
out the person's name, the time, the number and the hashes itself, so a caller can say what was done and nothing else.
The lock on the head's one row is held until the caller's transaction ends: numbers have no gaps, and an act that is
undone leaves no entry. `sendplan.access.chain.seal` is the same text in Python.

The exclusion constraint needs no extension: a number as a range of one is something PostgreSQL's own GiST can compare.
"""

from django.db import migrations

APPEND = r"""
INSERT INTO public.access_audithead (id, seq, hash) VALUES (1, 0, repeat('0', 64));

CREATE FUNCTION public.access_append_audit(
    entry_person bigint, entry_role text, entry_area bigint, entry_act text, entry_sentence text,
    entry_about_kind text, entry_about_id text, entry_request_id text
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $append$
DECLARE
    newest public.access_audithead%ROWTYPE;
    entry_person_name text := '';
    entry_seq bigint;
    entry_at timestamptz;
    entry_hash text;
BEGIN
    IF coalesce(entry_act, '') = '' OR coalesce(entry_sentence, '') = '' THEN
        RAISE EXCEPTION 'An audit entry needs an act and a sentence.' USING ERRCODE = 'check_violation';
    END IF;
    entry_role := coalesce(entry_role, '');
    entry_about_kind := coalesce(entry_about_kind, '');
    entry_about_id := coalesce(entry_about_id, '');
    entry_request_id := coalesce(entry_request_id, '');
    IF entry_person IS NOT NULL THEN
        SELECT u.name INTO entry_person_name FROM public.access_user u WHERE u.id = entry_person;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'An audit entry cannot name person %: there is no such person.', entry_person
                USING ERRCODE = 'foreign_key_violation';
        END IF;
    END IF;

    SELECT * INTO newest FROM public.access_audithead h WHERE h.id = 1 FOR UPDATE;
    IF NOT FOUND THEN
        -- Only an emptied database has no head. If it has entries, number 1 is taken and this fails, as it should.
        INSERT INTO public.access_audithead (id, seq, hash) VALUES (1, 0, repeat('0', 64));
        SELECT * INTO newest FROM public.access_audithead h WHERE h.id = 1 FOR UPDATE;
    END IF;

    entry_seq := newest.seq + 1;
    entry_at := clock_timestamp();
    entry_hash := encode(sha256(convert_to(
        '{"about_id":' || to_json(entry_about_id)::text
        || ',"about_kind":' || to_json(entry_about_kind)::text
        || ',"act":' || to_json(entry_act)::text
        || ',"area":' || coalesce(entry_area::text, 'null')
        || ',"at":' || to_json(to_char(entry_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))::text
        || ',"person":' || coalesce(entry_person::text, 'null')
        || ',"person_name":' || to_json(entry_person_name)::text
        || ',"previous_hash":' || to_json(newest.hash::text)::text
        || ',"request_id":' || to_json(entry_request_id)::text
        || ',"role":' || to_json(entry_role)::text
        || ',"sentence":' || to_json(entry_sentence)::text
        || ',"seq":' || entry_seq::text
        || '}', 'UTF8')), 'hex');

    INSERT INTO public.access_auditentry (
        seq, at, person_id, person_name, role, area_id, act, sentence,
        about_kind, about_id, request_id, previous_hash, hash
    ) VALUES (
        entry_seq, entry_at, entry_person, entry_person_name, entry_role, entry_area, entry_act, entry_sentence,
        entry_about_kind, entry_about_id, entry_request_id, newest.hash, entry_hash
    );
    UPDATE public.access_audithead SET seq = entry_seq, hash = entry_hash WHERE id = 1;
    RETURN entry_seq;
END;
$append$;

-- Who may call it is granted to the application role with the rest of its rights.
REVOKE ALL ON FUNCTION public.access_append_audit(bigint, text, bigint, text, text, text, text, text) FROM PUBLIC;
"""

UNAPPEND = """
DROP FUNCTION public.access_append_audit(bigint, text, bigint, text, text, text, text, text);
DELETE FROM public.access_audithead;
"""

ONE_ROLE = """
ALTER TABLE access_membership ADD CONSTRAINT access_membership_one_role_at_a_time
EXCLUDE USING gist (
    int8range(user_id, user_id, '[]') WITH &&,
    int8range(area_id, area_id, '[]') WITH &&,
    daterange(since, until, '[)') WITH &&
);
"""

NOT_ONE_ROLE = "ALTER TABLE access_membership DROP CONSTRAINT access_membership_one_role_at_a_time;"


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]

    operations = [
        migrations.RunSQL(APPEND, UNAPPEND),
        migrations.RunSQL(ONE_ROLE, NOT_ONE_ROLE),
    ]
