//! Names of files within a book.

/// As the archive names it: without the slash at the start, and without `.` and `..`.
pub fn path_of(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Where a link leads that stands in a file.
pub fn joined(file: &str, to: &str) -> String {
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    match to.starts_with('/') {
        true => path_of(to),
        false => path_of(&format!("{folder}/{to}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_starts_from_the_folder_of_its_file() {
        assert_eq!(joined("OPS/text/one.xhtml", "../images/a.png"), "OPS/images/a.png");
        assert_eq!(joined("one.xhtml", "two.xhtml"), "two.xhtml");
        assert_eq!(joined("OPS/one.xhtml", "../../../a"), "a");
        assert_eq!(path_of("/OPS/./a"), "OPS/a");
    }
}
