//! Short names between a program's two files. wasm-bindgen calls what the wasm imports from its glue, and what it exports to it, by long
//! names with a hash in each, `__wbg_setAttribute_2c3ab6b1f2f3d0aa`: letters that do not compress, in both files.

/// The same two files with `a0`, `a1` … for the names of its imports, and `b0` … for those of its exports. A file that is not as expected stays as it is.
pub fn shorten(glue: &[u8], wasm: &[u8]) -> (Vec<u8>, Vec<u8>) {
    short(glue, wasm).unwrap_or_else(|| (glue.to_vec(), wasm.to_vec()))
}

fn short(glue: &[u8], wasm: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let mut glue = String::from_utf8(glue.to_vec()).ok()?;
    let mut rest = Bytes(wasm.strip_prefix(b"\0asm\x01\0\0\0")?);
    let mut wasm = b"\0asm\x01\0\0\0".to_vec();
    while !rest.0.is_empty() {
        let id = rest.take(1)?[0];
        let length = rest.number()?;
        let mut section = Bytes(rest.take(length)?);
        let content = match id {
            IMPORTS => imports(&mut section, &mut glue)?,
            EXPORTS => exports(&mut section, &mut glue)?,
            _ => section.0.to_vec(),
        };
        wasm.push(id);
        write_number(content.len(), &mut wasm);
        wasm.extend(content);
    }
    Some((glue.into_bytes(), wasm))
}

const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;

/// The section of imports with short names, which the glue then uses too.
fn imports(section: &mut Bytes, glue: &mut String) -> Option<Vec<u8>> {
    let count = section.number()?;
    let mut written = Vec::new();
    write_number(count, &mut written);
    for index in 0..count {
        write_name(section.name()?, &mut written);
        write_name(&shortened(section.name()?, &format!("a{index}"), glue), &mut written);
        written.extend(section.kind()?);
    }
    Some(written)
}

/// The section of exports, likewise.
fn exports(section: &mut Bytes, glue: &mut String) -> Option<Vec<u8>> {
    let count = section.number()?;
    let mut written = Vec::new();
    write_number(count, &mut written);
    for index in 0..count {
        write_name(&shortened(section.name()?, &format!("b{index}"), glue), &mut written);
        written.extend(section.take(1)?);
        write_number(section.number()?, &mut written);
    }
    Some(written)
}

/// The short name, once the glue has it too; a name that the glue writes in a way we do not know, or that is ours, stays.
fn shortened(long: &str, short: &str, glue: &mut String) -> String {
    let named = glue.match_indices(long).filter(|(at, _)| stands_alone(glue, *at, long.len())).map(|(at, _)| at).collect::<Vec<_>>();
    let is_generated = ["__wb", "__externref", "wasm_bind"].iter().any(|start| long.starts_with(start));
    if !is_generated || named.is_empty() {
        return long.to_owned();
    }
    for at in named.into_iter().rev() {
        glue.replace_range(at..at + long.len(), short);
    }
    short.to_owned()
}

/// Whether no name goes on before or after the place.
pub(super) fn stands_alone(text: &str, at: usize, length: usize) -> bool {
    let is_of_name = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$'));
    let bytes = text.as_bytes();
    !is_of_name(at.checked_sub(1).and_then(|before| bytes.get(before))) && !is_of_name(bytes.get(at + length))
}

/// What is left to read.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    /// An unsigned number, LEB128.
    fn number(&mut self) -> Option<usize> {
        let mut number = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.take(1)?[0];
            number |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn name(&mut self) -> Option<&'a str> {
        let length = self.number()?;
        std::str::from_utf8(self.take(length)?).ok()
    }

    /// What kind of thing is imported: a function of a type, or else we do not know the reader.
    fn kind(&mut self) -> Option<&'a [u8]> {
        let whole = self.0;
        if self.take(1)?[0] != 0 {
            return None;
        }
        self.number()?;
        Some(&whole[..whole.len() - self.0.len()])
    }
}

fn write_number(mut number: usize, to: &mut Vec<u8>) {
    while number >= 0x80 {
        to.push((number as u8 & 0x7f) | 0x80);
        number >>= 7;
    }
    to.push(number as u8);
}

fn write_name(name: &str, to: &mut Vec<u8>) {
    write_number(name.len(), to);
    to.extend(name.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module that imports functions of these names.
    fn wasm(names: &[&str]) -> Vec<u8> {
        let mut section = Vec::new();
        write_number(names.len(), &mut section);
        for name in names {
            write_name("./reader_bg.js", &mut section);
            write_name(name, &mut section);
            section.extend([0, 3]);
        }
        let mut wasm = b"\0asm\x01\0\0\0\x01\x01\0\x02".to_vec();
        write_number(section.len(), &mut wasm);
        wasm.extend(section);
        wasm
    }

    #[test]
    fn imports_and_glue_get_the_same_short_names() {
        let glue = "const t={__wbg_get_12:f=>f,__wbg_get_123:g,\"__wbg_get_12\":h}";
        let (glue, short) = shorten(glue.as_bytes(), &wasm(&["__wbg_get_123", "memory", "__wbg_get_12", "__wbg_missing"]));
        assert_eq!(String::from_utf8(glue).unwrap(), "const t={a2:f=>f,a0:g,\"a2\":h}");
        assert_eq!(short, wasm(&["a0", "memory", "a2", "__wbg_missing"]));
    }

    #[test]
    fn exports_get_short_names_but_for_those_that_scripts_call() {
        let module = |names: [&str; 2]| {
            let mut section = vec![2];
            for name in names {
                write_name(name, &mut section);
                section.extend([0, 5]);
            }
            let mut wasm = b"\0asm\x01\0\0\0\x07".to_vec();
            write_number(section.len(), &mut wasm);
            wasm.extend(section);
            wasm
        };
        let (glue, short) = shorten(b"w.__wbindgen_malloc(1);w.hydrate", &module(["hydrate", "__wbindgen_malloc"]));
        assert_eq!(String::from_utf8(glue).unwrap(), "w.b1(1);w.hydrate");
        assert_eq!(short, module(["hydrate", "b1"]));
    }

    #[test]
    fn what_is_no_such_reader_stays_as_it_is() {
        let whole = wasm(&["__wbg_get_12"]);
        for cut in 0..whole.len() {
            assert_eq!(shorten(b"__wbg_get_12", &whole[..cut]), (b"__wbg_get_12".to_vec(), whole[..cut].to_vec()), "{cut}");
        }
    }
}
