use super::*;
use proptest::prelude::*;

/// Words that stand for what must not be on a page.
const SECRET: &[u8] = b"36.50N 112.33E";

fn segment(marker: u8, contents: &[u8]) -> Vec<u8> {
    [&[0xff, marker][..], &((contents.len() + 2) as u16).to_be_bytes(), contents].concat()
}

/// Exif notes: an orientation, and a place.
fn notes(orientation: u16) -> Vec<u8> {
    let mut notes = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01".to_vec();
    notes.extend(orientation.to_be_bytes());
    notes.extend([0; 6]);
    notes.extend(SECRET);
    notes
}

const TABLES: &[u8] = b"\xff\xdb\0\x04\x01\x02\xff\xc0\0\x0b\x08\0\x28\0\x3c\x01\x01\x11\0\xff\xc4\0\x05\x07\x08\x09";
const SCANS: &[u8] =
    b"\xff\xda\0\x08\x01\x01\0\0\x3f\0\x12\xff\0\x34\xff\xd0\x56\xff\xc4\0\x05\xff\xd9\x03\xff\xda\0\x08\x01\x01\0\0\x3f\0\x78\xff\xd9";

/// A JPEG of 60 by 40 pixels with everything that a phone puts into it.
fn jpeg(orientation: u16) -> Vec<u8> {
    let jfif = [b"JFIF\0\x01\x01\0\0\x48\0\x48\x01\x02".as_slice(), SECRET].concat();
    [
        b"\xff\xd8".to_vec(),
        segment(0xe0, &jfif),
        segment(0xe1, &[b"Exif\0\0", notes(orientation).as_slice()].concat()),
        segment(0xe1, &[b"http://ns.adobe.com/xap/1.0/\0", SECRET].concat()),
        segment(0xe2, b"ICC_PROFILE\0\x01\x01colours"),
        segment(0xe2, &[b"MPF\0", SECRET].concat()),
        segment(0xed, &[b"Photoshop 3.0\0", SECRET].concat()),
        segment(0xfe, SECRET),
        TABLES.to_vec(),
        SCANS.to_vec(),
        b"\xff\xd8\xff\xe1 a second picture ".to_vec(),
        SECRET.to_vec(),
    ]
    .concat()
}

fn chunk(kind: &[u8; 4], contents: &[u8]) -> Vec<u8> {
    img_parts::png::PngChunk::new(*kind, img_parts::Bytes::copy_from_slice(contents)).encoder().bytes().to_vec()
}

/// A PNG of two by one pixels, with further chunks after its head.
fn png(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut plain = Vec::new();
    let mut encoder = ::png::Encoder::new(&mut plain, 2, 1);
    encoder.set_color(::png::ColorType::Rgb);
    encoder.write_header().unwrap().write_image_data(&[1, 2, 3, 4, 5, 6]).unwrap();
    let after_head = 8 + 25;
    let more: Vec<u8> = chunks.iter().flat_map(|(kind, contents)| chunk(kind, contents)).collect();
    [&plain[..after_head], &more, &plain[after_head..], SECRET].concat()
}

fn pixels(png: &[u8]) -> Vec<u8> {
    let mut reader = ::png::Decoder::new(std::io::Cursor::new(png)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut pixels).unwrap();
    pixels
}

fn webp(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    // VP8X: notes there are, and 3 by 2 pixels.
    let head: (&[u8; 4], &[u8]) = (b"VP8X", b"\x0c\0\0\0\x02\0\0\x01\0\0");
    let inner: Vec<u8> = std::iter::once(&head)
        .chain(chunks)
        .flat_map(|(kind, contents)| [&kind[..], &(contents.len() as u32).to_le_bytes(), contents, &vec![0; contents.len() % 2]].concat())
        .collect();
    [&b"RIFF"[..], &(inner.len() as u32 + 4).to_le_bytes(), b"WEBP", &inner].concat()
}

fn gif() -> Vec<u8> {
    let comment = [&[0x21, 0xfe, SECRET.len() as u8][..], SECRET, &[0]].concat();
    let picture = b"\x2c\0\0\0\0\x02\0\x01\0\0\x02\x02\x44\x01\0";
    let loops = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0";
    let xmp = [b"\x21\xff\x0bXMP DataXMP".as_slice(), &[SECRET.len() as u8], SECRET, &[0]].concat();
    [b"GIF89a\x02\0\x01\0\x80\0\0\0\0\0\xff\xff\xff".as_slice(), &comment, loops, &xmp, picture, b"\x3b", SECRET].concat()
}

#[test]
fn nothing_of_a_photograph_is_left_but_the_picture_its_colours_and_how_it_is_turned() {
    let picture = picture(&jpeg(6)).unwrap();
    assert!(!holds(&picture.content, SECRET));
    assert!(holds(&picture.content, b"ICC_PROFILE\0\x01\x01colours"));
    assert!(picture.content.ends_with(&[TABLES, SCANS].concat()), "the compressed picture is as it was");
    assert_eq!((picture.kind, picture.width, picture.height), (Kind::Jpeg, 40, 60));
    // Turned the same way, and once is enough.
    assert_eq!(super::picture(&picture.content).unwrap(), picture);
}

#[test]
fn a_photograph_that_stands_upright_has_no_notes_at_all() {
    let picture = picture(&jpeg(1)).unwrap();
    assert!(!holds(&picture.content, b"Exif"));
    assert_eq!((picture.width, picture.height), (60, 40));
}

#[test]
fn words_times_and_notes_are_taken_off_a_png_and_its_pixels_stay() {
    let text = [b"Comment\0", SECRET].concat();
    let bytes =
        png(&[(b"tEXt", &text), (b"eXIf", &notes(1)), (b"tIME", b"\x07\xe6\x07\x1a\0\0\0"), (b"prIv", SECRET), (b"gAMA", b"\0\0\xb1\x8f")]);
    let picture = picture(&bytes).unwrap();
    assert!(!holds(&picture.content, SECRET) && !holds(&picture.content, b"tIME") && holds(&picture.content, b"gAMA"));
    assert_eq!((pixels(&picture.content), picture.width, picture.height), (pixels(&bytes), 2, 1));
}

#[test]
fn notes_are_taken_off_a_webp_and_a_gif() {
    let image = b"\x2f\x02\x40\0\0\0picture".as_slice();
    let picture_of_webp = picture(&webp(&[(b"ICCP", b"col"), (b"VP8L", image), (b"EXIF", &notes(1)), (b"XMP ", SECRET)])).unwrap();
    assert!(!holds(&picture_of_webp.content, SECRET) && holds(&picture_of_webp.content, image) && holds(&picture_of_webp.content, b"ICCP"));
    assert_eq!((picture_of_webp.content[20], picture_of_webp.width, picture_of_webp.height), (0, 3, 2));
    let picture_of_gif = picture(&gif()).unwrap();
    assert!(!holds(&picture_of_gif.content, SECRET) && holds(&picture_of_gif.content, b"NETSCAPE2.0"));
    assert!(picture_of_gif.content.ends_with(b"\x2c\0\0\0\0\x02\0\x01\0\0\x02\x02\x44\x01\0\x3b"));
}

#[track_caller]
fn check_error(bytes: &[u8], message: &str) {
    let error = picture(bytes).unwrap_err().to_string();
    assert!(error.contains(message), "{error}");
}

#[test]
fn what_no_page_can_show_is_refused_with_what_to_do() {
    check_error(b"BM\0\0", "a BMP, which pages do not show: save it as PNG");
    check_error(b"II*\0", "a TIFF");
    check_error(b"\xd7\xcd\xc6\x9a", "a Windows metafile");
    check_error(b"\0\0\0\x18ftypheic", "a HEIC picture");
    check_error(b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG");
    check_error(b"words", "unknown kind");
    check_error(b"", "empty");
    check_error(&jpeg(1)[..40], "damaged");
    check_error(&png(&[(b"eXIf", &notes(6))]), "the right way up");
    check_error(&[0xff; 3], "unknown kind");
    let head = chunk(b"IHDR", b"\0\x01\0\0\0\x01\0\0\x08\x02\0\0\0");
    let mut large = [b"\x89PNG\r\n\x1a\n".to_vec(), head, chunk(b"IDAT", b""), chunk(b"IEND", b"")].concat();
    check_error(&large, "65536 × 65536 pixels");
    large.resize(LARGEST + 1, 0);
    check_error(&large, "it has 25 MiB, and at most 24");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_bytes_make_it_panic(
        which in 0..4_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..10),
        end in any::<prop::sample::Index>(),
    ) {
        let image = b"\x2f\x02\x40\0\0\0picture".as_slice();
        let mut bytes = [jpeg(6), png(&[(b"eXIf", &notes(1))]), webp(&[(b"VP8L", image), (b"EXIF", &notes(1))]), gif()][which].clone();
        for (index, byte) in changes {
            let at = index.index(bytes.len());
            bytes[at] = byte;
        }
        if end.index(3) == 0 {
            bytes.truncate(end.index(bytes.len()));
        }
        if let Ok(once) = picture(&bytes) {
            prop_assert_eq!(picture(&once.content).unwrap(), once, "what is bare stays as it is");
        }
    }
}
