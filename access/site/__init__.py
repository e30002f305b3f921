"""A folder of web pages made accessible: what its pictures and players lack, made as a run makes it, as a patch to be reviewed.

`surveying` tells what is wrong where, `proposing` what would mend it, `patches` writes it down and `applying` does it. Between
the first two the media are processed by whoever asked, on the same path as `access run`. Nothing is fetched; nothing outside of
the folder is read; every byte that is no proposal stays as it is.
"""
