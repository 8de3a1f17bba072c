//! The letters that are folded by rule: case, accents, width. What would need a table is in the bundle's lexicon.

/// The base letters of À to ſ, from Latin-1 and Latin Extended-A; a point where there is none.
const LATIN: &[u8; 192] = b"aaaaaa.ceeeeiiii.nooooo.ouuuuy..aaaaaa.ceeeeiiii.nooooo.ouuuuy.yaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiii\
iii...jjkk.llllll..llnnnnnn...oooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
/// Of Ǎ to ǜ: vowels with the tones of pinyin.
const PINYIN: &[u8; 16] = b"aaiioouuuuuuuuuu";
/// Of Ḁ to ỹ in steps of two, capital and small letter: Latin for transcriptions and Vietnamese.
const VIETNAMESE: &[u8; 125] =
    b"abbbcdddddeeeeefghhhhhiikkkllllmmmnnnnoooopprrrrsssssttttuuuuuvvwwwwwxxyzzz.....aaaaaaaaaaaaeeeeeeeeiioooooooooooouuuuuuuyyyy";

/// Letters out of line, each with what it is searched as behind it: as in a lexicon's folds, and looked up with them.
pub const OTHERS: &str = "ƠoơoƯuưuǸnǹnΆαάαΈεέεΉηήηΊιίιΪιϊιΐιΌοόοΎυύυΫυϋυΰυΏωώωςσЁеёеЀеѐеЙийиЍиѝиЃгѓгЇіїіЌкќкЎуўу";

/// A character in lower case, without accent, in plain width. `None` for what is not seen: combining accents, soft hyphens, joiners,
/// variation selectors.
pub fn plain(c: char) -> Option<char> {
    let code = u32::from(c);
    let base = |letters: &[u8], at: u32| match letters[at as usize] {
        b'.' => c,
        letter => char::from(letter),
    };
    Some(match c {
        'A'..='Z' => c.to_ascii_lowercase(),
        '\0'..='\u{7f}' => c,
        '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' => return None,
        'À'..='ſ' => base(LATIN, code - 0xc0),
        'Ǎ'..='ǜ' => base(PINYIN, code - 0x1cd),
        'Ḁ'..='ỹ' => base(VIETNAMESE, (code - 0x1e00) / 2),
        'Α'..='Ω' | 'А'..='Я' if c != 'Й' => moved(code + 32, c),
        'Ђ' | 'Є'..='І' | 'Ј'..='Ћ' | 'Џ' => moved(code + 80, c),
        '！'..='～' => moved(code - 0xfee0, c).to_ascii_lowercase(),
        _ => c,
    })
}

fn moved(code: u32, c: char) -> char {
    char::from_u32(code).unwrap_or(c)
}

/// Sorts, in a hundredth of the code that the standard library's sort would add, which is made for millions.
pub fn shell_sort(keys: &mut [u64]) {
    let mut gap = keys.len() / 2;
    while gap > 0 {
        for index in gap..keys.len() {
            let mut at = index;
            while at >= gap && keys[at - gap] > keys[at] {
                keys.swap(at - gap, at);
                at -= gap;
            }
        }
        gap /= 2;
    }
}
