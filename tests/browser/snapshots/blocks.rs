//! Pictures as blocks of colour, and what counts as a difference between two of them.

use png::{BitDepth, ColorType, Compression, Decoder, Encoder, Filter, Transformations};
use std::io::Cursor;

/// Pixels of the page along a side of a block. Smaller blocks keep letters, which every system draws in its own way; larger ones lose the
/// lines between parts.
const BLOCK: usize = 8;
/// Colours are kept in steps of this: it halves the files, and is a fraction of what counts as a difference.
const STEP: u8 = 8;
/// Two blocks differ when a channel does by more, of 255. Chromium that places letters at whole pixels (`--disable-font-subpixel-positioning`)
/// moves the mean of 64 pixels by up to 32; a stroke of a heading that is not there, by 60 and more.
const BLOCK_TOLERANCE: u8 = 40;
/// That many blocks may differ, of a thousand: for letters that have slipped by a pixel, here and there.
const STRAY: usize = 5;
/// Blocks along a side of an area. Over 32 × 32 pixels, how letters are smoothed evens out, and what remains is what is there.
const AREA: usize = 4;
/// Two areas differ when a channel does by more. Letters at whole pixels change an area by up to 8; text that has come, gone or moved by
/// half an area, by 20 and more, and so does another colour of the seal. One area is enough.
const AREA_TOLERANCE: f32 = 12.0;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Blocks {
    width: usize,
    height: usize,
    colours: Vec<[u8; 3]>,
}

impl Blocks {
    /// Of a screenshot, PNG.
    pub fn of(screenshot: &[u8]) -> Blocks {
        let pixels = Blocks::read(screenshot);
        let (width, height) = (pixels.width.div_ceil(BLOCK), pixels.height.div_ceil(BLOCK));
        let step = |mean: f32| ((mean / f32::from(STEP)).round() * f32::from(STEP)).min(255.0) as u8;
        let colours = (0..width * height).map(|at| pixels.mean(at % width * BLOCK, at / width * BLOCK, BLOCK).map(step)).collect();
        Blocks { width, height, colours }
    }

    /// A PNG, a pixel for each block.
    pub fn read(png: &[u8]) -> Blocks {
        let mut decoder = Decoder::new(Cursor::new(png));
        decoder.set_transformations(Transformations::normalize_to_color8());
        let mut reader = decoder.read_info().expect("a picture that a browser or this test has written");
        let mut bytes = vec![0; reader.output_buffer_size().expect("a picture of a window fits in memory")];
        let info = reader.next_frame(&mut bytes).expect("the picture is whole");
        let samples = info.color_type.samples();
        assert!(samples >= 3, "the picture has colours");
        let colours = bytes[..info.buffer_size()].chunks_exact(samples).map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
        Blocks { width: info.width as usize, height: info.height as usize, colours }
    }

    pub fn png(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, self.width as u32, self.height as u32);
        encoder.set_color(ColorType::Rgb);
        encoder.set_depth(BitDepth::Eight);
        encoder.set_compression(Compression::High);
        encoder.set_filter(Filter::NoFilter);
        let written = encoder.write_header().and_then(|mut writer| writer.write_image_data(self.colours.as_flattened()));
        written.expect("memory takes what is written");
        bytes
    }

    /// As large as the page was, for people to look at.
    pub fn enlarged(&self) -> Blocks {
        let (width, height) = (self.width * BLOCK, self.height * BLOCK);
        let colours = (0..width * height).map(|at| self.colours[at / width / BLOCK * self.width + at % width / BLOCK]).collect();
        Blocks { width, height, colours }
    }

    /// The mean colour of a square, or of what the picture has of it.
    fn mean(&self, left: usize, top: usize, side: usize) -> [f32; 3] {
        let (right, bottom) = (self.width.min(left + side), self.height.min(top + side));
        let rows = (top..bottom).map(|row| &self.colours[row * self.width + left..row * self.width + right]);
        let mut sum = [0.0; 3];
        for colour in rows.flatten() {
            for channel in 0..3 {
                sum[channel] += f32::from(colour[channel]);
            }
        }
        sum.map(|sum| sum / ((right - left) * (bottom - top)) as f32)
    }
}

pub struct Difference {
    pub what: String,
    /// The present picture, pale, with red where it is another.
    pub picture: Blocks,
}

/// What is another in the second picture, if that is more than the hand of another system.
pub fn differences(before: &Blocks, now: &Blocks) -> Option<Difference> {
    let pale = now.colours.iter().map(|colour| colour.map(|channel| 128 + channel / 2)).collect();
    let mut picture = Blocks { colours: pale, ..now.clone() };
    if (before.width, before.height) != (now.width, now.height) {
        let what = format!("it was {} × {} blocks, and is {} × {}", before.width, before.height, now.width, now.height);
        return Some(Difference { what, picture });
    }
    let mut stray = 0;
    for (at, (before, now)) in before.colours.iter().zip(&now.colours).enumerate() {
        if (0..3).any(|channel| before[channel].abs_diff(now[channel]) > BLOCK_TOLERANCE) {
            picture.colours[at] = RED;
            stray += 1;
        }
    }
    let mut areas = 0;
    for top in (0..now.height).step_by(AREA) {
        for left in (0..now.width).step_by(AREA) {
            let (before, now) = (before.mean(left, top, AREA), now.mean(left, top, AREA));
            if (0..3).any(|channel| (before[channel] - now[channel]).abs() > AREA_TOLERANCE) {
                picture.frame(left, top);
                areas += 1;
            }
        }
    }
    let is_another = areas > 0 || stray * 1000 > STRAY * now.colours.len();
    is_another.then(|| Difference { what: format!("{areas} areas differ, and {stray} of {} blocks", now.colours.len()), picture })
}

const RED: [u8; 3] = [220, 0, 0];

impl Blocks {
    /// Draws the edge of an area.
    fn frame(&mut self, left: usize, top: usize) {
        for at in 0..AREA {
            for (x, y) in [(left + at, top), (left, top + at), (left + at, top + AREA - 1), (left + AREA - 1, top + at)] {
                if x < self.width && y < self.height {
                    self.colours[y * self.width + x] = RED;
                }
            }
        }
    }
}

/// A page of paper with lines of text, a seal and a column beside; what is drawn is what is asked for.
fn page(seal: [u8; 3], column_at: usize, ink: u8, has_picture: bool) -> Blocks {
    let (width, height) = (1280, 800);
    let mut colours = vec![[251, 248, 241]; width * height];
    let mut fill = |left: usize, top: usize, right: usize, bottom: usize, colour: [u8; 3]| {
        for y in top..bottom {
            colours[y * width + left..y * width + right].fill(colour);
        }
    };
    // Letters of four strokes, each as dark as the hand of the system makes it.
    let mut text = |left: usize, top: usize, letters: usize| {
        for letter in 0..letters {
            for stroke in 0..4 {
                let at = left + letter * 16 + stroke * 4;
                fill(at, top, at + 1, top + 14, [ink; 3]);
            }
        }
    };
    (0..20).for_each(|line| text(400, 100 + line * 32, 36));
    (0..6).for_each(|line| text(column_at, 120 + line * 28, 9));
    fill(20, 12, 56, 48, seal);
    if has_picture {
        fill(420, 500, 700, 514, seal);
    }
    let pixels = Blocks { width, height, colours };
    Blocks::of(&pixels.png())
}

const SEAL: [u8; 3] = [176, 45, 30];

fn is_another(now: &Blocks) -> bool {
    differences(&page(SEAL, 64, 60, true), now).is_some()
}

#[test]
fn a_picture_that_is_the_same_or_of_a_bolder_hand_is_no_other() {
    assert!(!is_another(&page(SEAL, 64, 60, true)));
    assert!(!is_another(&page(SEAL, 64, 40, true)) && !is_another(&page(SEAL, 64, 80, true)));
}

#[test]
fn a_part_that_is_recoloured_moved_or_missing_makes_another() {
    assert!(is_another(&page([30, 95, 176], 64, 60, true)), "another seal");
    assert!(is_another(&page([150, 90, 30], 64, 60, true)), "a seal of nearly the same colour");
    assert!(is_another(&page(SEAL, 80, 60, true)), "a column that has moved");
    assert!(is_another(&page(SEAL, 64, 60, false)), "a missing picture");
}

#[test]
fn what_is_kept_comes_back() {
    let page = page(SEAL, 64, 60, true);
    assert_eq!(Blocks::read(&page.png()), page);
}
