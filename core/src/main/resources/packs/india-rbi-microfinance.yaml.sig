{
  "keyid" : "3c39aae1d6569fb6712ae617f5c0d6cc",
  "sig" : "2OEiJjSQfT78rWToltEOaCc8+OMZBUt95JIxf05Vt1J7/8LZf8a7L0qewAMUuJ1mp3/uRZBhHE13dWxmFMGiBQ=="
}
