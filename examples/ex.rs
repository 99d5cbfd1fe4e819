use diglot::*;
fn main() {
    for a in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&a).unwrap();
        let d = document::Document { id: "x".into(), path: a.clone().into(), metadata: Default::default(), checksum: "0".repeat(64), text };
        let t = std::time::Instant::now();
        let q = extract::extract(&d, &Default::default());
        eprintln!("{a}: {} quotes {:?}", q.len(), t.elapsed());
        let r = store::records(&d, &q);
        let info = document::DocumentInfo::from(&d);
        export::Format::from_name("jsonl").unwrap().write(&export::Corpus { documents: &[info], records: &r }, &Default::default(), &mut std::io::stdout()).unwrap();
    }
}
