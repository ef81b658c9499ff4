{
  "keyid" : "3c39aae1d6569fb6712ae617f5c0d6cc",
  "sig" : "oNMJlNJZXrRAyrZ8neXn2ymZAOOQreLXMuAE02NiE/KaBzQ0ke23wCevuaGc5zBGZdhh3URFf5i+ALFilNGrBA=="
}
