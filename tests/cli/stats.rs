use super::decide::aligned;

#[test]
fn a_table_for_people() {
    aligned()
        .args(["stats"])
        .stdout(
            "\
documents  1

quotes  proposed  needs-work  accepted  edited  rejected  waived  untranslated  total
ru             1           0         0       0         0       0             1      2
total          1           0         0       0         0       0             1      2

beads
1-1    2
total  2

words
source ru   5
target en   6
total      11
",
        )
        .run();
}

#[test]
fn json_for_programs_with_decisions_folded_in() {
    aligned()
        .args(["decide", "bbbbbbbbbbbb", "waive", "--reason", "clear", "-q"])
        .run()
        .args(["stats", "--format", "json"])
        .stdout(
            "{\"documents\":1,\"quotes\":{\"ru\":{\"proposed\":1,\"waived\":1}},\
             \"beads\":{\"1-1\":2},\"words\":{\"source\":{\"ru\":5},\"target\":{\"en\":6}}}\n",
        )
        .run();
}
