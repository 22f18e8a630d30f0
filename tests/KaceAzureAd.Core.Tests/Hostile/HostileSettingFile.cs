using System.Text.Json;
using KaceAzureAd.Errors;
using KaceAzureAd.Kace.SettingFiles;

namespace KaceAzureAd.Core.Tests.Hostile;

/// <summary>Files of settings, CSV and JSON, that somebody else filled in.</summary>
public sealed class HostileSettingFile
{
    private static readonly string[] Files =
    [
        "TenantId,TermsOfUseUri,DiscoveryUri,OnBoardUri,Group,AppId\r\ncontoso.example,https://a.example/t,https://a.example/d,https://a.example/o,\"Pilot;\"\"Sales\"\"\",6f9619ff-8b86-d011-b42d-00cf4fc964ff\r\n\"fabrikam.example\",https://b.example/t,https://b.example/d,https://b.example/o,,\r\n",
        "sep=;\nTenantId;MDM Terms Of Use URI;MDM Discovery URI;MDM On-Board URI;Note\n7f3c2a10-5b7e-4c55-9d64-0c0a70500001;https://a.example/t;https://a.example/d;https://a.example/o;=1+1\n",
        """[ { "TenantId": "contoso.example", "TermsOfUseUri": "https://a.example/t", "DiscoveryUri": "https://a.example/d", "OnBoardUri": "https://a.example/o", "Scope": "Some", "Group": [ "Pilot", "Sales" ], "Order": 1, "Wait": true, "Nothing": null } ]""",
        """{ "TermsOfUseUri": "https://a.example/t", "DiscoveryUri": "https://a.example/d", "OnBoardUri": "https://a.example/\u00FC\uD83D\uDE00" } // one""",
    ];

    private static readonly ErrorCode[] Refusals =
    [
        ErrorCodes.SettingFileTooLarge, ErrorCodes.SettingFileInvalid, ErrorCodes.SettingFileEmpty, ErrorCodes.SettingColumnMissing, ErrorCodes.SettingColumnRepeated, ErrorCodes.SettingTenantRepeated,
        ErrorCodes.SettingRowInvalid, ErrorCodes.SettingIncomplete, ErrorCodes.InvalidSettingUri, ErrorCodes.InvalidTenant,
    ];

    [Fact]
    public void Is_read_as_it_stands_or_refused_as_a_whole_or_by_the_row() => Ordeal.Undergo(
        Damage.Of(Files, "TenantId", "DiscoveryUri", "tenantid", "\"TenantId\":", "\"DiscoveryUri\":", "https://a.example/d", "\n", "\r", "\t", "\"\"", "#TYPE x\n", "sep=,\n", "/*", "*/", "[1,", "{\"a\":", "contoso.example"),
        3000,
        bytes =>
        {
            var rows = SettingFile.Rows("t.csv", SettingText.Of(bytes));
            Assert.All(rows, r => Ordeal.AssertHarmless(r.Place));
            var good = rows.Where(IsSetting).ToList();
            if (good.Count > 0)
            {
                // Written by another program, they are the same.
                var again = SettingFile.Rows("t.json", JsonSerializer.Serialize(good.Select(Values)));
                Assert.Equal(good.Select(Shown), again.Select(Shown));
            }
        },
        Refusals);

    [Fact]
    public void A_columns_long_name_costs_once_and_not_for_each_row()
    {
        var text = $"TenantId,TermsOfUseUri,DiscoveryUri,OnBoardUri,{new string('x', 100_000)}\n" + string.Concat(Enumerable.Range(0, 2000).Select(i => $"t{i}.example,https://a.example/t,https://a.example/d,https://a.example/o\n"));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(2000, SettingFile.Rows("t.csv", text).Count);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 50_000_000);
    }

    private static bool IsSetting(SettingRow row)
    {
        try
        {
            _ = row.ToSetting();
            return true;
        }
        catch (KaceAadException e)
        {
            Ordeal.AssertIsRefusal(e, Refusals);
            return false;
        }
    }

    private static Dictionary<string, object?> Values(SettingRow row) => new(row.Further.Select(f => new KeyValuePair<string, object?>(f.Key, f.Value)), StringComparer.Ordinal)
    {
        ["TenantId"] = row.TenantId, ["TermsOfUseUri"] = row.TermsOfUseUri, ["DiscoveryUri"] = row.DiscoveryUri, ["OnBoardUri"] = row.OnBoardUri, ["AppId"] = row.AppId,
    };

    private static string Shown(SettingRow row) => JsonSerializer.Serialize(Values(row).OrderBy(v => v.Key, StringComparer.Ordinal));
}
