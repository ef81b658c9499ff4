{
  "keyid" : "3c39aae1d6569fb6712ae617f5c0d6cc",
  "sig" : "qtVGVHkuLSwk0vAOWZX0RYxUJxWyUfFzASAQwiioyh2RgpAES3Vz82UK5+cLixEQRvIMuEWXkrBRVPmjW7fpAA=="
}
