use diglot::similarity::*;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let read = |p: &str| std::fs::read_to_string(p).unwrap();
    let (s, t) = (read(&a[1]), read(&a[2]));
    let s: Vec<&str> = s.lines().collect();
    let t: Vec<&str> = t.lines().collect();
    for b in diglot::align::align(
        &Lexical,
        Texts { lang: a[3].parse().unwrap(), texts: &s },
        Texts { lang: a[4].parse().unwrap(), texts: &t },
    ) {
        println!("{:?}:{:?}:{:.4}", b.source.collect::<Vec<_>>(), b.target.collect::<Vec<_>>(), b.score);
    }
}
