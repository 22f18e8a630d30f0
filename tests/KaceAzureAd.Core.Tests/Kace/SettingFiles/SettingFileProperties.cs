using CsCheck;
using KaceAzureAd.Errors;

namespace KaceAzureAd.Kace.SettingFiles;

/// <summary>What holds for every file, tried on many.</summary>
public sealed class SettingFileProperties
{
    private static readonly string[] Own = ["TenantId", "TermsOfUseUri", "DiscoveryUri", "OnBoardUri"];

    // What quoting is about comes often: the three separators, quotation marks, and every kind of line break.
    private static readonly Gen<string> Value = Gen.OneOf(Gen.OneOfConst(",", ";", "\t", "\"", "\r", "\n", "\r\n", " ", "a", "=", "#", "\u00FC", "\U0001F600"), Gen.Char['a', 'z'].Select(c => c.ToString()))
        .Array[0, 6].Select(string.Concat).Where(v => v.Length == 0 || !string.IsNullOrWhiteSpace(v));

    [Fact]
    public void Rows_that_were_written_by_rfc_4180_are_read_back_the_same() =>
        Gen.Select(Value.Array[3].Array[1, 6], Gen.OneOfConst(",", ";", "\t"), Gen.OneOfConst("\r\n", "\n"), Gen.Bool, Gen.Bool).Sample((values, separator, lineBreak, quoteAll, endsWithBreak) =>
        {
            var header = string.Join(separator, Own.Concat(["One", "Two", "Three"]));
            var rows = values.Select((v, i) => string.Join(separator, new[] { $"t{i}.example", "u", "u", "u" }.Concat(v).Select(x => Written(x, separator, quoteAll))));
            var text = string.Join(lineBreak, new[] { header }.Concat(rows)) + (endsWithBreak ? lineBreak : "");

            var read = SettingFile.Rows("t.csv", text);

            Assert.Equal(values.Select((v, i) => ($"t{i}.example", Filled(["One", "Two", "Three"], v))), read.Select(r => (r.TenantId!, string.Join('|', r.Further))));
        });

    [Fact]
    public void Any_text_gives_rows_or_one_error_that_can_be_shown()
    {
        var piece = Gen.OneOfConst([.. Own, ",", ";", "\t", "\"", "\n", "\r\n", "[", "]", "{", "}", ":", "\"TenantId\"", "\"DiscoveryUri\"", "\"\\uD800\"", "1", "null", "https://a.example/", "\u001B", "\u202E"]);
        Gen.Select(Gen.OneOfConst("", "TenantId,TermsOfUseUri,DiscoveryUri,OnBoardUri\n", "[{", "[{\"TermsOfUseUri\":1,\"DiscoveryUri\":\"\",\"OnBoardUri\":"), piece.Array[0, 30]).Sample((start, pieces) =>
        {
            try
            {
                return SettingFile.Rows("t.csv", start + string.Concat(pieces)).All(r => !r.Place.Any(char.IsControl));
            }
            catch (KaceAadException error)
            {
                return error.RecommendedAction.Length > 0 && !error.Message.Any(char.IsControl);
            }
        });
    }

    // An empty value is none.
    private static string Filled(string[] names, string[] values) => string.Join('|', names.Zip(values).Where(p => p.Second.Length > 0).Select(p => new KeyValuePair<string, object>(p.First, p.Second)));

    private static string Written(string value, string separator, bool quoted) =>
        quoted || value.Contains(separator, StringComparison.Ordinal) || value.AsSpan().ContainsAny("\"\r\n") ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
}
