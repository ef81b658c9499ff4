{
  "keyid" : "40b6415c9aa39f9d6daaf482b9488443",
  "sig" : "Fp1DJtz5J/VQCL+ZRWO2559cxLpanGJjH1u6yQzRRf97lu7KFgGd8Yl853Lda4zq2vr7N4fontImXlBw0hGJBA=="
}
