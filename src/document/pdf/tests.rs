//! Small files made for one question each.

use lopdf::{Dictionary, Document as PdfFile, Object, Stream, dictionary};

use super::super::layout;
use super::super::{Checked, Limits, PdfLimits, Refusal};
use super::{is_pdf, pages};
use crate::diagnostic::Code;
use crate::model::TextSource;

/// A file being made: A4 pages with Helvetica as `/F1`.
struct Maker {
    file: PdfFile,
    tree: (u32, u16),
    kids: Vec<Object>,
    resources: Dictionary,
}

impl Maker {
    fn new() -> Self {
        let mut file = PdfFile::with_version("1.7");
        let tree = file.new_object_id();
        let font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding" };
        let font = file.add_object(font);
        let resources = dictionary! { "Font" => dictionary! { "F1" => font } };
        Self { file, tree, kids: Vec::new(), resources }
    }
    fn page(&mut self, content: &str) -> &mut Self {
        self.page_with(content, &Dictionary::new())
    }
    fn page_with(&mut self, content: &str, extra: &Dictionary) -> &mut Self {
        let content =
            self.file.add_object(Stream::new(Dictionary::new(), content.as_bytes().to_vec()));
        let mut page = dictionary! {
            "Type" => "Page", "Parent" => self.tree, "Contents" => content,
            "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
            "Resources" => self.resources.clone(),
        };
        page.extend(extra);
        self.kids.push(self.file.add_object(page).into());
        self
    }
    fn bytes(&mut self) -> Vec<u8> {
        let count = self.kids.len() as i64;
        let root = dictionary! { "Type" => "Pages", "Kids" => self.kids.clone(), "Count" => count };
        self.file.objects.insert(self.tree, Object::Dictionary(root));
        let catalog =
            self.file.add_object(dictionary! { "Type" => "Catalog", "Pages" => self.tree });
        self.file.trailer.set("Root", catalog);
        let mut bytes = Vec::new();
        self.file.save_to(&mut bytes).expect("a file in memory");
        bytes
    }
}

fn read_with(bytes: &[u8], limits: &PdfLimits) -> Result<Checked, Refusal> {
    let pages = pages(bytes, limits).map_err(|unread| unread.refusal)?;
    layout::read(&pages)
}

fn read(bytes: &[u8]) -> Checked {
    read_with(bytes, &PdfLimits::default()).expect("a document")
}

fn text(content: &str) -> String {
    read(&Maker::new().page(content).bytes()).document.text
}

fn refused(bytes: &[u8]) -> Refusal {
    read_with(bytes, &PdfLimits::default()).expect_err("a refusal")
}

/// Content that writes lines of words at places: size 12.
fn words(places: &[(i32, i32, &str)]) -> String {
    let one = |(x, y, text): &(i32, i32, &str)| format!("BT /F1 12 Tf {x} {y} Td ({text}) Tj ET\n");
    places.iter().map(one).collect()
}

#[test]
fn lines_are_read_from_the_top_whatever_the_order_of_drawing() {
    let content =
        words(&[(72, 680, "terzo"), (72, 720, "primo"), (110, 720, "detto"), (72, 706, "secondo")]);
    assert_eq!(text(&content), "primo detto\nsecondo\n\nterzo\n");
}

#[test]
fn a_ruled_table_is_read_cell_by_cell() {
    let across = [700, 720, 740].map(|y| format!("72 {y} m 372 {y} l S\n")).concat();
    let down = [72, 222, 372].map(|x| format!("{x} 700 m {x} 740 l S\n")).concat();
    let written =
        words(&[(76, 725, "Nome"), (226, 725, "Firma"), (76, 705, "Anna Bassi"), (290, 705, "X")]);
    let checked = read(&Maker::new().page(&(across + &down + &written)).bytes());
    let rows: Vec<Vec<&str>> = checked
        .document
        .lines
        .iter()
        .map(|line| line.cells.iter().map(|cell| cell.text.as_str()).collect())
        .collect();
    assert_eq!(rows, [["Nome", "Firma"], ["Anna Bassi", "X"]]);
    assert_eq!(checked.document.text, "Nome\tFirma\nAnna Bassi\tX\n");
}

#[test]
fn a_turned_page_is_read_as_a_reader_sees_it() {
    let content = "BT /F1 12 Tf 0 1 -1 0 100 72 Tm (di lato) Tj ET BT /F1 12 Tf 0 1 -1 0 130 72 Tm (sotto) Tj ET";
    let turned = dictionary! { "Rotate" => 90 };
    let bytes = Maker::new().page_with(content, &turned).bytes();
    assert_eq!(read(&bytes).document.text.trim_end(), "di lato\n\nsotto");
    // Without the mark the page is turned by its own text.
    assert_eq!(text(content).trim_end(), "di lato\n\nsotto");
}

#[test]
fn text_that_the_file_gives_for_its_glyphs_is_taken() {
    let content = "/Span <</ActualText (ffi)>> BDC BT /F1 12 Tf 72 700 Td (#) Tj ET EMC";
    assert_eq!(text(content).trim_end(), "ffi");
}

#[test]
fn pictures_alone_need_recognition_and_amid_text_are_told() {
    let mut maker = Maker::new();
    let picture =
        dictionary! { "Type" => "XObject", "Subtype" => "Image", "Width" => 1, "Height" => 1 };
    let picture = maker.file.add_object(Stream::new(picture, vec![0]));
    maker.resources.set("XObject", dictionary! { "Im1" => picture });
    let scan = "q 595 0 0 842 0 0 cm /Im1 Do Q";
    let stamp = format!("{scan} {}", words(&[(72, 800, "Prot. n. 12")]));
    let alone = maker.page(scan).page(&stamp).bytes();
    assert_eq!(refused(&alone).code, Code::NeedsOcr);
    let mixed = maker.page(&words(&[(72, 700, "testo")])).bytes();
    let checked = read(&mixed);
    let told: Vec<Code> = checked.diagnostics.iter().map(|remark| remark.code).collect();
    assert_eq!(told, [Code::NeedsOcr, Code::NeedsOcr]);
    assert_eq!(checked.document.pages.len(), 3);
}

#[test]
fn a_text_layer_without_ink_is_read_as_recognised() {
    let checked =
        read(&Maker::new().page("BT 3 Tr /F1 12 Tf 72 700 Td (riconosciuto) Tj ET").bytes());
    assert_eq!(checked.document.text_source, TextSource::Ocr);
}

#[test]
fn letters_that_nothing_tells_are_told_and_not_guessed() {
    let mut maker = Maker::new();
    let codes = dictionary! {
        "Type" => "Font", "Subtype" => "CIDFontType2", "BaseFont" => "ABCDEF+Unknown", "DW" => 500,
    };
    let codes = maker.file.add_object(codes);
    let font = dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "ABCDEF+Unknown",
        "Encoding" => "Identity-H", "DescendantFonts" => vec![codes.into()],
    };
    let font = maker.file.add_object(font);
    maker
        .resources
        .as_hashmap_mut()
        .get_mut(b"Font".as_slice())
        .and_then(|fonts| fonts.as_dict_mut().ok())
        .expect("fonts")
        .set("F2", font);
    let lost = "BT /F2 12 Tf 72 700 Td <00240025> Tj ET";
    let alone = maker.page(lost).bytes();
    assert_eq!(refused(&alone).code, Code::NeedsOcr);
    let mixed = maker.page(&words(&[(72, 680, "testo")])).bytes();
    let checked = read(&mixed);
    assert_eq!(checked.document.text, "\u{FFFD}\u{FFFD}\ntesto\n");
    assert_eq!(checked.diagnostics[0].code, Code::TextUndecodable);
}

#[test]
fn each_limit_is_named_when_it_is_reached() {
    let content = words(&[(72, 720, "uno"), (72, 700, "due")]);
    let bytes = Maker::new().page(&content).page(&content).bytes();
    let defaults = PdfLimits::default;
    let cases = [
        ("1 pages", PdfLimits { pages: 1, ..defaults() }),
        ("3 objects", PdfLimits { objects: 3, ..defaults() }),
        ("40 stream-bytes", PdfLimits { stream_bytes: 40, ..defaults() }),
        ("100 unpacked-bytes", PdfLimits { unpacked_bytes: 100, ..defaults() }),
        ("7 operators", PdfLimits { operators: 7, ..defaults() }),
        ("5 glyphs", PdfLimits { glyphs: 5, ..defaults() }),
    ];
    for (named, limits) in cases {
        let refusal = read_with(&bytes, &limits).expect_err(named);
        assert_eq!(refusal.code, Code::LimitReached, "{named}");
        assert!(refusal.reason.contains(named), "{named}: {}", refusal.reason);
    }
    assert!(read_with(&bytes, &Limits::default().pdf).is_ok());
}

#[test]
fn a_form_that_draws_itself_ends_at_the_limit() {
    let mut maker = Maker::new();
    let id = maker.file.new_object_id();
    let form = dictionary! {
        "Type" => "XObject", "Subtype" => "Form",
        "BBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
        "Resources" => dictionary! { "XObject" => dictionary! { "Fm1" => id } },
    };
    maker.file.objects.insert(id, Stream::new(form, b"/Fm1 Do /Fm1 Do".to_vec()).into());
    maker.resources.set("XObject", dictionary! { "Fm1" => id });
    let refusal = refused(&maker.page("/Fm1 Do").bytes());
    assert!(refusal.reason.contains("nesting"), "{}", refusal.reason);
}

#[test]
fn a_locked_file_asks_for_a_password() {
    let mut bytes = Maker::new().page("").bytes();
    let at = bytes.windows(5).position(|window| window == b"/Root").expect("a trailer");
    bytes.splice(at..at, *b"/Encrypt<</Filter/Standard/V 9/R 9>>");
    assert_eq!(refused(&bytes).code, Code::DocumentEncrypted);
}

#[test]
fn cut_files_are_read_as_far_as_they_go_or_refused() {
    let bytes = Maker::new().page(&words(&[(72, 720, "uno")])).bytes();
    for end in (9..bytes.len()).step_by(7) {
        if let Err(refusal) = read_with(&bytes[..end], &PdfLimits::default()) {
            let known = [Code::DocumentUndecodable, Code::DocumentEmpty];
            assert!(known.contains(&refusal.code), "cut at {end}: {refusal:?}");
        }
    }
}

#[test]
fn an_empty_list_of_filters_hides_no_text() {
    let mut maker = Maker::new();
    let filters = dictionary! { "Filter" => Object::Array(Vec::new()) };
    let content = Stream::new(filters, words(&[(72, 720, "uno")]).into_bytes());
    let content = maker.file.add_object(content);
    let bytes = maker.page_with("", &dictionary! { "Contents" => content }).bytes();
    assert_eq!(read(&bytes).document.text, "uno\n");
}

#[test]
fn letters_before_the_mark_do_not_hide_a_pdf() {
    let mut bytes = b"Allegato\r\n".to_vec();
    bytes.extend(Maker::new().page(&words(&[(72, 720, "uno")])).bytes());
    assert!(is_pdf(&bytes));
}

#[test]
fn a_text_that_speaks_of_the_mark_is_no_pdf() {
    assert!(!is_pdf(b"see %PDF-1.5"));
    assert!(!is_pdf(b""));
    assert!(is_pdf(b"\r\n%PDF-1.5"));
}
