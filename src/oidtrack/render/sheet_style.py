"""How the sheet for the fridge looks: black on white, large boxes, one month a page of A4 or Letter."""

STYLE = """
@page { size: portrait; margin: 10mm; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: #000; font-family: Arial, "Liberation Sans", Helvetica, sans-serif; }
section { max-width: 190mm; margin: 0 auto 12mm; break-after: page; break-inside: avoid; }
section:last-of-type { break-after: auto; margin-bottom: 0; }
h1 { font-size: 17pt; margin: 0 0 1mm; }
p { font-size: 9.5pt; margin: 0 0 1.5mm; }
th.standing { border: 0.6mm solid #000; padding: 1mm 2mm; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
th { font-size: 9.5pt; text-align: left; padding: 0.6mm 1mm; border: 0.25mm solid #000; }
td { vertical-align: top; height: 25mm; padding: 0.6mm; border: 0.25mm solid #000; font-size: 8pt; }
td.out { color: #555; }
tr { break-inside: avoid; }
td.new { border: 0.9mm solid #000; }
.day { display: block; font-size: 11pt; font-weight: bold; line-height: 1.15; }
.mark { display: block; font-weight: bold; }
.dose { display: block; position: relative; padding-left: 4mm; margin-top: 0.5mm; line-height: 1.15; }
.box { position: absolute; left: 0; top: 0; width: 3.3mm; height: 3.3mm; border: 0.35mm solid #000; background: #fff; }
ul { margin: 0; padding-left: 4mm; }
li { font-size: 9pt; margin: 0; }
h2 { font-size: 10.5pt; margin: 2mm 0 0.5mm; }
.crowded td { font-size: 6.8pt; }
.crowded .day { font-size: 9pt; }
.crowded .dose { line-height: 1.05; margin-top: 0.2mm; }
@media screen { body { padding: 8mm 4mm; } section { border-bottom: 0.3mm solid #999; padding-bottom: 8mm; } }
@media print { section { padding-bottom: 0; } }
"""
