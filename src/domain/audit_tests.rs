//! Every edit, removal, swap and cut is found, and the first broken entry is named.
use super::*;
use proptest::prelude::*;

fn chain(length: i64) -> Vec<StoredEntry> {
    let mut prev = GENESIS;
    (1..=length)
        .map(|seq| {
            let details = format!("[{seq}]");
            let salt = vec![seq as u8; 16];
            let entry = ChainEntry {
                seq,
                prev_hash: prev,
                at: Timestamp(1_000 + seq),
                actor: Some(PersonId(seq % 3)),
                role: Some(Role::Employee),
                on_behalf_of: None,
                action: "submit".into(),
                subject_kind: "target_set".into(),
                subject_id: seq,
                details_digest: details_digest(&salt, &details),
            };
            prev = entry.hash();
            StoredEntry { hash: prev, entry, details: Some((salt, details)) }
        })
        .collect()
}

fn verify(entries: &[StoredEntry], head: Option<(i64, Hash)>) -> Result<i64, Broken> {
    let mut verifier = Verifier::default();
    for entry in entries {
        verifier.check(entry)?;
    }
    verifier.finish(head, true)
}

fn head(entries: &[StoredEntry]) -> Option<(i64, Hash)> {
    entries.last().map(|last| (last.entry.seq, last.hash))
}

#[test]
fn an_untouched_chain_verifies() {
    let entries = chain(20);
    assert_eq!(verify(&entries, head(&entries)), Ok(20));
    assert_eq!(verify(&[], None), Ok(0));
}

#[test]
fn a_cut_tail_and_a_foreign_head_are_found() {
    let entries = chain(5);
    assert_eq!(verify(&entries[..3], head(&entries)), Err(Broken::Tail { seq: 4 }));
    assert_eq!(verify(&[], head(&entries)), Err(Broken::Tail { seq: 1 }));
    assert_eq!(verify(&entries, Some((4, entries[3].hash))), Err(Broken::Head { seq: 5 }));
    assert_eq!(Verifier::default().finish(Some((0, GENESIS)), false), Err(Broken::Head { seq: 0 }));
}

fn verify_without(entries: &[StoredEntry], removed: &[i64]) -> Result<i64, Broken> {
    let mut verifier = Verifier::with_removals(removed.iter().copied().collect());
    for entry in entries {
        verifier.check(entry)?;
    }
    verifier.finish(head(entries), true)
}

#[test]
fn exactly_the_removals_that_were_logged_are_no_break() {
    let mut entries = chain(6);
    entries[1].details = None;
    entries[3].details = None;
    assert_eq!(verify_without(&entries, &[2, 4]), Ok(6));
    assert_eq!(verify_without(&entries, &[2]), Err(Broken::Details { seq: 4 }), "one more than was logged");
    assert_eq!(verify_without(&entries, &[2, 3, 4]), Err(Broken::Remains { seq: 3 }), "logged, and still there");
    entries[3].entry.action = REMOVE_DETAILS.into();
    entries[3].hash = entries[3].entry.hash();
    assert_eq!(verify_without(&entries[..4], &[2, 4]), Err(Broken::Details { seq: 4 }), "who removed what cannot be removed");
}

#[test]
fn what_was_removed_survives_being_written_down() {
    let told = [removed_detail(&[3, 7, 12]), Detail::now("person", "5")];
    assert_eq!(read_removed(&told), BTreeSet::from([3, 7, 12]));
    assert_eq!(read_removed(&[removed_detail(&[])]), BTreeSet::new());
}

proptest! {
    #[test]
    fn every_tampering_is_found_and_named(at in 0usize..20, how in 0usize..7) {
        let mut entries = chain(20);
        let head = head(&entries);
        let seq = at as i64 + 1;
        let expected = match how {
            0 => { entries[at].entry.action.push('x'); Broken::Content { seq } }
            1 => { entries[at].entry.at.0 += 1; entries[at].hash = entries[at].entry.hash(); if seq == 20 { Broken::Head { seq } } else { Broken::Link { seq: seq + 1 } } }
            2 => { entries.remove(at); if seq == 20 { Broken::Tail { seq } } else { Broken::Gap { seq, found: seq + 1 } } }
            3 => { let other = (at + 1) % 20; entries.swap(at, other); let first = at.min(other); Broken::Gap { seq: first as i64 + 1, found: entries[first].entry.seq } }
            4 => { entries[at].details = Some((vec![0; 16], "[forged]".into())); Broken::Details { seq } }
            5 => { entries[at].details = None; Broken::Details { seq } }
            _ => { entries[at].entry.actor = None; Broken::Content { seq } }
        };
        prop_assert_eq!(verify(&entries, head), Err(expected));
    }
}

#[test]
fn a_chain_that_ends_before_a_checkpoint_was_rolled_back() {
    let entries = chain(6);
    let outside = |seq: usize| BTreeMap::from([(seq as i64, entries[seq - 1].hash)]);
    let verify = |entries: &[StoredEntry], checkpoints| {
        let mut verifier = Verifier::default().against(checkpoints);
        for entry in entries {
            verifier.check(entry)?;
        }
        verifier.finish(head(entries), true)
    };
    assert_eq!(verify(&entries, outside(4)), Ok(6));
    assert_eq!(verify(&entries, outside(6)), Ok(6));
    assert_eq!(verify(&entries[..3], outside(5)), Err(Broken::RolledBack { seq: 4, known: 5 }));
    assert_eq!(verify(&[], outside(5)), Err(Broken::RolledBack { seq: 1, known: 5 }));
    let forged = BTreeMap::from([(2, [9; 32])]);
    assert_eq!(verify(&entries, forged), Err(Broken::Checkpoint { seq: 2 }), "a whole chain made anew");
}
