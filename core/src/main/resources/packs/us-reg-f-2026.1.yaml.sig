{
  "keyid" : "3c39aae1d6569fb6712ae617f5c0d6cc",
  "sig" : "AA1m9K7BfGoYwCeViT8NKXUAo3mhcrYceIUH+D0M2VceDqTL+12wX5/a6KgupfcaQ222G5JlNHj/C2DHtQL4DA=="
}
