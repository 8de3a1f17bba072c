//! How much a book may hold: a few kilobytes can unpack to more than a machine has.

use crate::import::ImportError;
use std::io::{Cursor, Read, copy, sink};
use zip::ZipArchive;

/// Files in a book. A thick one with a picture on each page has some thousands.
const MOST_FILES: usize = 20_000;
/// Bytes when unpacked, all files together.
const MOST_BYTES: u64 = 512 << 20;

/// Refuses what unpacks to too much. What the archive says of sizes is not believed.
pub fn check(bytes: &[u8]) -> Result<(), ImportError> {
    check_within(bytes, MOST_FILES, MOST_BYTES)
}

fn check_within(bytes: &[u8], files: usize, most: u64) -> Result<(), ImportError> {
    let broken = |error: zip::result::ZipError| {
        ImportError::new(format!("the book is no whole archive: {error}"), "take it again from where it comes")
    };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    if archive.len() > files {
        return Err(too_much(&format!("{} files", archive.len()), &format!("{files} files")));
    }
    let mut total = 0;
    for index in 0..archive.len() {
        let Ok(file) = archive.by_index(index) else { continue };
        total += copy(&mut file.take(most - total + 1), &mut sink()).unwrap_or(0);
        if total > most {
            return Err(too_much("more than it says", &format!("{} MiB", most >> 20)));
        }
    }
    Ok(())
}

fn too_much(found: &str, most: &str) -> ImportError {
    ImportError::new(format!("the book unpacks to {found}: at most {most} are read"), "take the book apart, or its chapters as .html")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    #[test]
    fn an_archive_that_unpacks_to_too_much_is_refused() {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["a", "b", "c"] {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(&vec![0; 1 << 20]).unwrap();
        }
        let bytes = zip.finish().unwrap().into_inner();
        assert!(bytes.len() < 10_000);
        assert_eq!(check_within(&bytes, 3, 3 << 20), Ok(()));
        assert!(check_within(&bytes, 2, 3 << 20).is_err());
        assert!(check_within(&bytes, 3, (3 << 20) - 1).is_err());
    }
}
