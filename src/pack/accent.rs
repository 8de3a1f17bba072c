//! The publisher's own colour, made so that it can be read on paper by day and by night.

/// Red, green, blue.
type Colour = [u8; 3];

/// The papers of `style/tokens.css`: by day, by night.
const PAPERS: [Colour; 2] = [[0xfb, 0xf8, 0xf1], [0x16, 0x15, 0x0f]];

/// Contrast that text needs on its ground (WCAG 2.2, 1.4.3).
const LEAST: f64 = 4.5;

/// The rules that put a colour in the place of the seal's; `None` for what is no colour.
pub fn style(accent: &str) -> Option<String> {
    let digits = accent.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    let colour = [part(0)?, part(2)?, part(4)?];
    let [day, night] = PAPERS.map(|paper| written(readable(colour, paper)));
    Some(format!(
        ":root{{--seal:{day}}}@media (prefers-color-scheme:dark){{:root:not([data-theme=\"light\"]){{--seal:{night}}}}}\
         :root[data-theme=\"dark\"]{{--seal:{night}}}"
    ))
}

fn written([red, green, blue]: Colour) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// The colour itself, or as much nearer to black or white as its ground asks for.
fn readable(colour: Colour, ground: Colour) -> Colour {
    let far = if luminance(ground) > 0.18 { [0; 3] } else { [255; 3] };
    let mixed = |share: u32| {
        let part = |at: usize| (u32::from(colour[at]) * (100 - share) + u32::from(far[at]) * share) / 100;
        [part(0), part(1), part(2)].map(|part| part as u8)
    };
    (0..=100).map(mixed).find(|colour| contrast(*colour, ground) >= LEAST).unwrap_or(far)
}

/// WCAG 2.2's relative luminance.
fn luminance(colour: Colour) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    let [red, green, blue] = colour.map(linear);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_colour_can_be_read_by_day_and_by_night() {
        for colour in [[0xff, 0xff, 0], [0, 0, 0x80], [0xb0, 0x2d, 0x1e], [0, 0, 0], [255; 3], [0x80; 3]] {
            for paper in PAPERS {
                assert!(contrast(readable(colour, paper), paper) >= LEAST, "{colour:?} on {paper:?}");
            }
        }
        // What can be read already stays.
        assert_eq!(readable([0xb0, 0x2d, 0x1e], PAPERS[0]), [0xb0, 0x2d, 0x1e]);
        assert_eq!(style("red"), None);
    }
}
