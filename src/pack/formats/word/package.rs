//! The zip that a Word file is: its parts by name, how they relate, and what is too large or no such file at all.

use super::xml::{Element, parse};
use crate::import::ImportError;
use std::collections::HashMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

pub struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Names in lower case, with `/` and without one in front.
    parts: HashMap<String, usize>,
    /// Bytes that may still be unpacked.
    left: u64,
}

/// How a part names another, or a place outside.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Relationship {
    /// Last word of its type: `image`, `footnotes`.
    pub kind: String,
    /// Name of a part, or an address.
    pub target: String,
    pub outside: bool,
}

pub type Relationships = HashMap<String, Relationship>;

/// Parts of a file. A thesis with a picture on each page has some hundreds.
const MOST_PARTS: usize = 10_000;
/// Bytes of one part, unpacked: a text of this size would take days to read.
const LARGEST_PART: u64 = 64 << 20;
/// Bytes of all parts that are read, unpacked.
const LARGEST_WHOLE: u64 = 256 << 20;

const SAVE_AGAIN: &str = "open the file in Word or WPS, save it as a new .docx, and import that";

/// How files of the older binary formats begin (Microsoft's MS-CFB, 2.2). Protected files of any format are put into such a one.
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

impl<'a> Package<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Self, ImportError> {
        if let Some(error) = no_zip(bytes) {
            return Err(error);
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error.to_string()))?;
        if zip.len() > MOST_PARTS {
            return Err(too_large(format!("the file has {} parts, and at most {MOST_PARTS} are read", zip.len())));
        }
        let mut parts = HashMap::new();
        for index in 0..zip.len() {
            // Some programs write names with the other slash.
            if let Some(Ok(name)) = zip.name_for_index(index) {
                parts.insert(name.replace('\\', "/").trim_start_matches('/').to_lowercase(), index);
            }
        }
        Ok(Package { zip, parts, left: LARGEST_WHOLE })
    }

    /// A part's bytes, if there is such a part.
    pub fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, ImportError> {
        let Some(index) = self.parts.get(&name.trim_start_matches('/').to_lowercase()).copied() else { return Ok(None) };
        let file = self.zip.by_index(index).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => protected(),
            error => damaged(&format!("{name}: {error}")),
        })?;
        let mut bytes = Vec::new();
        let limit = LARGEST_PART.min(self.left);
        // The size that the file states is not to be trusted: what comes out is counted.
        file.take(limit + 1).read_to_end(&mut bytes).map_err(|error| damaged(&format!("{name}: {error}")))?;
        if bytes.len() as u64 > limit {
            let mebibytes = limit >> 20;
            return Err(too_large(format!("{name} unpacks to more than {mebibytes} MiB, which is all that may be unpacked")));
        }
        self.left -= bytes.len() as u64;
        Ok(Some(bytes))
    }

    pub fn xml(&mut self, name: &str) -> Result<Option<Element>, ImportError> {
        let Some(bytes) = self.bytes(name)? else { return Ok(None) };
        let text = match bytes.as_slice() {
            [0xff, 0xfe, ..] => encoding_rs::UTF_16LE.decode(&bytes).0,
            [0xfe, 0xff, ..] => encoding_rs::UTF_16BE.decode(&bytes).0,
            _ => encoding_rs::UTF_8.decode(&bytes).0,
        };
        parse(&text, name).map(Some)
    }

    /// What a part names; `""` for the package itself.
    pub fn relationships(&mut self, part: &str) -> Result<Relationships, ImportError> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let path = if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
        let Some(root) = self.xml(&path)? else { return Ok(HashMap::new()) };
        let read = |element: &Element| {
            let target = element.get("Target")?;
            let outside = element.get("TargetMode").is_some_and(|mode| mode.eq_ignore_ascii_case("external"));
            let kind = element.get("Type")?.rsplit('/').next().unwrap_or_default().to_owned();
            let target = if outside { target.to_owned() } else { beside(folder, target) };
            Some((element.get("Id")?.to_owned(), Relationship { kind, target, outside }))
        };
        Ok(root.elements().filter_map(read).collect())
    }

    /// Name of the part that holds the text.
    pub fn main_part(&mut self) -> Result<String, ImportError> {
        let relationships = self.relationships("")?;
        let mut stated: Vec<String> = relationships
            .into_values()
            .filter(|other| other.kind == "officeDocument" && !other.outside)
            .map(|other| other.target)
            .collect();
        stated.sort();
        let usual = "word/document.xml".to_owned();
        if let Some(found) = stated.into_iter().chain([usual]).find(|name| self.parts.contains_key(&name.to_lowercase())) {
            return Ok(found);
        }
        if ["xl/workbook.xml", "ppt/presentation.xml"].iter().any(|name| self.parts.contains_key(*name)) {
            return Err(ImportError::new(
                "this is a workbook or a presentation, not a text",
                "save its text as a .docx, or what it shows as pictures",
            ));
        }
        if self.parts.contains_key("content.xml") {
            return Err(ImportError::new("this is an OpenDocument file, not a Word file", "open it in LibreOffice and save it as .docx"));
        }
        Err(ImportError::new("this zip holds no Word document: word/document.xml is missing", SAVE_AGAIN))
    }
}

/// What a relationship's target names, seen from a folder: `../media/a.png`, `/word/media/a.png`, `media/a.png`.
fn beside(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut path: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.retain(|step| !step.is_empty());
    path.join("/")
}

/// Files that are called .docx and are something else, by how they begin.
fn no_zip(bytes: &[u8]) -> Option<ImportError> {
    let start = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    let text = String::from_utf8_lossy(start);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if bytes.is_empty() {
        return Some(ImportError::new("the file is empty", "look for another copy of it"));
    }
    if bytes.starts_with(OLE) {
        let holds = |name: &str| {
            let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            bytes.windows(name.len()).any(|window| window == name)
        };
        return Some(if holds("EncryptedPackage") || holds("EncryptionInfo") {
            protected()
        } else if holds("WordDocument") {
            ImportError::new("this is an old .doc file, whatever its name says", "open it in Word or WPS and save it as .docx")
        } else {
            ImportError::new("this file is of an older binary format", "open it in the program that made it and save it as .docx")
        });
    }
    if text.starts_with("{\\rtf") {
        return Some(ImportError::new("this is an .rtf file, whatever its name says", "open it in Word and save it as .docx"));
    }
    if text.starts_with("%PDF") {
        return Some(ImportError::new("this is a PDF, whatever its name says", "take the file from which it was made"));
    }
    if text.starts_with('<') {
        return Some(ImportError::new(
            "this is XML or HTML, not a packed .docx",
            "open it in Word and save it as .docx, or name it .html if it is a page",
        ));
    }
    (!bytes.starts_with(b"PK")).then(|| damaged("it does not begin as a zip does"))
}

fn protected() -> ImportError {
    ImportError::new(
        "this file is protected by a password",
        "open it in Word, take the password off (File, Info, Protect), and save it again",
    )
}

fn damaged(why: &str) -> ImportError {
    ImportError::new(format!("this file is damaged: {why}"), SAVE_AGAIN)
}

fn too_large(what: String) -> ImportError {
    ImportError::new(what, "make its pictures smaller or split the document, and import the parts")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], message: &str) {
        let error = Package::open(bytes).err().expect("no package");
        assert!(error.message.contains(message), "{}", error.message);
        assert!(!error.help.is_empty());
    }

    fn ole(name: &str) -> Vec<u8> {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [OLE, &[0; 600], &name, &[0; 100]].concat()
    }

    #[test]
    fn what_is_no_zip_is_called_by_its_name() {
        check(b"", "empty");
        check(&ole("EncryptedPackage"), "protected by a password");
        check(&ole("WordDocument"), "old .doc");
        check(&ole("Workbook"), "older binary format");
        check(b"{\\rtf1 text}", ".rtf");
        check(b"%PDF-1.7", "PDF");
        check(b"\xef\xbb\xbf<?xml version='1.0'?><pkg:package/>", "not a packed .docx");
        check(b"PK\x03\x04 and nothing more", "damaged");
        check(b"plain text", "damaged");
    }

    #[test]
    fn targets_are_seen_from_the_part_that_names_them() {
        assert_eq!(beside("word", "media/a.png"), "word/media/a.png");
        assert_eq!(beside("word", "../media/a.png"), "media/a.png");
        assert_eq!(beside("word", "/word/media/a.png"), "word/media/a.png");
        assert_eq!(beside("", "word\\document.xml"), "word/document.xml");
        assert_eq!(beside("word", "../../../a"), "a");
    }
}
