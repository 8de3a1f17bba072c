//! What stands behind the `?` of an address, as forms write it: UTF-8, `%` and two hex digits for what may not stand there, `+` for a space.

pub fn encode(text: &str, to: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'*' => to.push(byte as char),
            b' ' => to.push('+'),
            byte => {
                to.push('%');
                to.push(HEX[usize::from(byte >> 4)] as char);
                to.push(HEX[usize::from(byte & 15)] as char);
            }
        }
    }
}

/// Never fails: what is no UTF-8 becomes �, and a `%` without its digits stays.
pub fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).and_then(|byte| (*byte as char).to_digit(16));
    let mut decoded = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += 1;
        decoded.push(match (byte, digit(at), digit(at + 1)) {
            (b'+', ..) => b' ',
            (b'%', Some(high), Some(low)) => {
                at += 2;
                (high * 16 + low) as u8
            }
            (byte, ..) => *byte,
        });
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percent_without_digits_stays() {
        for text in ["100%", "%", "%4", "%zz", "%%41"] {
            assert_eq!(decode(text), text.replace("%41", "A"));
        }
    }
}
