{
  "keyid" : "3c39aae1d6569fb6712ae617f5c0d6cc",
  "sig" : "RLMuLFKy/jEcl69wX59TxQVK4bfrMCc178/fx4qt/JL+hdf18Ng4Ogy6OLniREEtacGndKrJCGkgV7sCnRczCg=="
}
