//! Signs of the fonts Symbol and Wingdings, which have codes of their own instead of characters.

/// The character that a sign of such a font is; `code` with or without the F000 that Word adds.
pub fn symbol(font: &str, code: u32) -> Option<char> {
    let code = if (0xf000..=0xf0ff).contains(&code) { code - 0xf000 } else { code };
    let font = font.to_lowercase();
    let found = match font.as_str() {
        "symbol" => SYMBOL,
        "wingdings" => WINGDINGS,
        "wingdings 2" => WINGDINGS_2,
        // An ordinary font: the code is the character.
        _ if code > 0xff || !font.contains("dings") => return char::from_u32(code).filter(|c| !is_private(*c)),
        _ => return None,
    };
    if let Some(index) = u32::checked_sub(code, 0x30)
        && font == "symbol"
        && index < 10
    {
        return char::from_u32(code);
    }
    found.iter().find(|(known, _)| *known == code).map(|(_, character)| *character)
}

/// Characters without a meaning outside their font.
pub fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}')
}

/// Adobe's Symbol encoding, by Unicode's own mapping table (`SYMBOL.TXT`), what texts use of it.
#[rustfmt::skip]
const SYMBOL: &[(u32, char)] = &[
    (0x20, ' '), (0x22, '∀'), (0x24, '∃'), (0x25, '%'), (0x28, '('), (0x29, ')'), (0x2a, '∗'), (0x2b, '+'), (0x2c, ','), (0x2d, '−'), (0x2e, '.'), (0x2f, '/'),
    (0x3c, '<'), (0x3d, '='), (0x3e, '>'), (0x40, '≅'), (0x41, 'Α'), (0x42, 'Β'), (0x43, 'Χ'), (0x44, 'Δ'), (0x45, 'Ε'), (0x46, 'Φ'), (0x47, 'Γ'), (0x48, 'Η'),
    (0x4b, 'Κ'), (0x4c, 'Λ'), (0x4d, 'Μ'), (0x4e, 'Ν'), (0x50, 'Π'), (0x51, 'Θ'), (0x52, 'Ρ'), (0x53, 'Σ'), (0x54, 'Τ'), (0x57, 'Ω'), (0x58, 'Ξ'), (0x59, 'Ψ'),
    (0x5e, '⊥'), (0x61, 'α'), (0x62, 'β'), (0x63, 'χ'), (0x64, 'δ'), (0x65, 'ε'), (0x66, 'φ'), (0x67, 'γ'), (0x68, 'η'), (0x69, 'ι'), (0x6a, 'ϕ'), (0x6b, 'κ'),
    (0x6c, 'λ'), (0x6d, 'μ'), (0x6e, 'ν'), (0x6f, 'ο'), (0x70, 'π'), (0x71, 'θ'), (0x72, 'ρ'), (0x73, 'σ'), (0x74, 'τ'), (0x75, 'υ'), (0x76, 'ϖ'), (0x77, 'ω'),
    (0x78, 'ξ'), (0x79, 'ψ'), (0x7a, 'ζ'), (0xa2, '′'), (0xa3, '≤'), (0xa5, '∞'), (0xa8, '♦'), (0xab, '↔'), (0xac, '←'), (0xad, '↑'), (0xae, '→'), (0xaf, '↓'),
    (0xb0, '°'), (0xb1, '±'), (0xb2, '″'), (0xb3, '≥'), (0xb4, '×'), (0xb5, '∝'), (0xb6, '∂'), (0xb7, '•'), (0xb8, '÷'), (0xb9, '≠'), (0xba, '≡'), (0xbb, '≈'),
    (0xbc, '…'), (0xc5, '⊕'), (0xc6, '∅'), (0xc7, '∩'), (0xc8, '∪'), (0xcd, '⊆'), (0xce, '∈'), (0xcf, '∉'), (0xd0, '∠'), (0xd1, '∇'), (0xd5, '∏'), (0xd6, '√'),
    (0xd7, '⋅'), (0xd8, '¬'), (0xd9, '∧'), (0xda, '∨'), (0xdb, '⇔'), (0xdc, '⇐'), (0xde, '⇒'), (0xe5, '∑'), (0xf2, '∫'),
];

#[rustfmt::skip]
const WINGDINGS: &[(u32, char)] = &[
    (0x22, '✂'), (0x28, '☎'), (0x2a, '✉'), (0x4a, '☺'), (0x4c, '☹'), (0x6c, '●'), (0x6e, '■'), (0x6f, '□'), (0x71, '❑'), (0x75, '◆'), (0x76, '❖'), (0x77, '⬥'),
    (0xa7, '▪'), (0xa8, '◻'), (0xab, '★'), (0xd8, '➢'), (0xdf, '←'), (0xe0, '→'), (0xe1, '↑'), (0xe2, '↓'), (0xe8, '➔'), (0xf0, '⇨'), (0xfb, '✗'), (0xfc, '✓'),
    (0xfd, '☒'), (0xfe, '☑'), (0x80, '⓪'), (0x81, '①'), (0x82, '②'), (0x83, '③'), (0x84, '④'), (0x85, '⑤'), (0x86, '⑥'), (0x87, '⑦'), (0x88, '⑧'), (0x89, '⑨'),
    (0x8a, '⑩'),
];

const WINGDINGS_2: &[(u32, char)] = &[(0x4f, '✗'), (0x50, '✓'), (0x51, '☒'), (0x52, '☑'), (0x53, '☒'), (0x54, '☒'), (0xa3, '☐')];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_such_fonts_are_characters_again() {
        assert_eq!(symbol("Symbol", 0xf061), Some('α'));
        assert_eq!(symbol("Symbol", 0xf033), Some('3'));
        assert_eq!(symbol("Wingdings", 0xfe), Some('☑'));
        assert_eq!(symbol("Wingdings 2", 0xf0a3), Some('☐'));
        assert_eq!(symbol("宋体", 0x2460), Some('①'));
        assert_eq!(symbol("Webdings", 0xf061), None);
        assert_eq!(symbol("宋体", 0xe123), None);
    }
}
