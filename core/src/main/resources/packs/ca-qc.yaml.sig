{
  "keyid" : "3c39aae1d6569fb6712ae617f5c0d6cc",
  "sig" : "U0LjGcLHD+5rV2ktbS60QQsdur7qc2QC/cLd7zkFlvLOp3LkPfrFjsjD3HpgsjPU/j5hM9mh+gkV9Dw4E8oFDg=="
}
