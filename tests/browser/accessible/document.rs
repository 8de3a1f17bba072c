//! What docs/accessibility.md says of the tests is true of them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// WCAG 2.2, levels A and AA.
#[rustfmt::skip]
const CRITERIA: [&str; 55] = [
    "1.1.1", "1.2.1", "1.2.2", "1.2.3", "1.2.4", "1.2.5", "1.3.1", "1.3.2", "1.3.3", "1.3.4", "1.3.5",
    "1.4.1", "1.4.2", "1.4.3", "1.4.4", "1.4.5", "1.4.10", "1.4.11", "1.4.12", "1.4.13",
    "2.1.1", "2.1.2", "2.1.4", "2.2.1", "2.2.2", "2.3.1",
    "2.4.1", "2.4.2", "2.4.3", "2.4.4", "2.4.5", "2.4.6", "2.4.7", "2.4.11",
    "2.5.1", "2.5.2", "2.5.3", "2.5.4", "2.5.7", "2.5.8",
    "3.1.1", "3.1.2", "3.2.1", "3.2.2", "3.2.3", "3.2.4", "3.2.6", "3.3.1", "3.3.2", "3.3.3", "3.3.4", "3.3.7", "3.3.8",
    "4.1.2", "4.1.3",
];

#[test]
fn every_criterion_has_its_row_and_every_test_that_is_named_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let document = fs::read_to_string(root.join("docs/accessibility.md")).unwrap();
    let rows: Vec<Vec<&str>> =
        document.lines().filter(|line| line.starts_with("| ")).map(|line| line.split('|').map(str::trim).collect()).collect();
    let rows: Vec<&Vec<&str>> = rows.iter().filter(|row| row[1].contains('.')).collect();
    assert_eq!(rows.iter().map(|row| row[1]).collect::<Vec<_>>(), CRITERIA);
    let tests = tests_in(&root.join("tests/browser"));
    assert!(tests.len() > 200, "{} tests", tests.len());
    let mut named = BTreeSet::new();
    for row in rows {
        assert!(row.len() == 6 && row[3].len() > 20 && !row[4].is_empty(), "{row:?}");
        assert!(row[4] != "–" || row[3].starts_with("Does not apply"), "{row:?} has no evidence");
        named.extend(row[4].split('`').skip(1).step_by(2).filter(|name| name.contains('_') && !name.contains(['/', '…'])));
    }
    let missing: Vec<_> = named.iter().filter(|name| !tests.contains(**name)).collect();
    assert!(named.len() > 30 && missing.is_empty(), "no such tests: {missing:?}");
}

/// The names of all functions that follow `#[test]`.
fn tests_in(folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(tests_in(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let source = fs::read_to_string(&path).unwrap();
            let names = source.split("#[test]\nfn ").skip(1).filter_map(|rest| rest.split('(').next());
            found.extend(names.map(str::to_owned));
        }
    }
    found
}
