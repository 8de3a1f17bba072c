//! Lays the compiled reader into the command: the files of the folder that `OFFPRINT_READER` names, one behind another, as
//! `src/pack/reader_files.rs` reads them. Without the variable the command has no reader of its own and asks for one.

use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-env-changed=OFFPRINT_READER");
    println!("cargo::rerun-if-changed=build.rs");
    let mut packed = Vec::new();
    if let Some(folder) = env::var_os("OFFPRINT_READER").filter(|folder| !folder.is_empty()) {
        let folder = PathBuf::from(folder);
        let mut files = Vec::new();
        gather(&folder, &folder, &mut files);
        files.sort();
        for name in files {
            let path = folder.join(&name);
            println!("cargo::rerun-if-changed={}", path.display());
            let content = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            for part in [name.as_bytes(), &content] {
                packed.extend(u32::try_from(part.len()).expect("a reader has no such file").to_le_bytes());
                packed.extend(part);
            }
        }
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo says where to write")).join("reader.bin");
    fs::write(out, packed).expect("cargo has made the folder");
}

/// Names of all files, from the folder, with slashes.
fn gather(root: &Path, folder: &Path, files: &mut Vec<String>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("OFFPRINT_READER: {}: {error}", folder.display()));
    for entry in entries {
        let path = entry.expect("its files can be listed").path();
        if path.is_dir() {
            gather(root, &path, files);
        } else {
            let name = path.strip_prefix(root).expect("it is below the root").to_string_lossy().replace('\\', "/");
            files.push(name);
        }
    }
}
