{
  "keyid" : "3c39aae1d6569fb6712ae617f5c0d6cc",
  "sig" : "3tGzIT5U2+PFZ7eTOFXxMh/LPbJ50DOTeEezBG+YBweIPbrq2DEmXuOqSYHcUKSzP8bvcP8VXSJxHiC50SPtAQ=="
}
