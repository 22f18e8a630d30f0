using KaceAzureAd.Errors;
using KaceAzureAd.Identity;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Kace.SettingFiles;

/// <summary>One row of a file with KACE Cloud's settings, as written there: nothing of it is checked yet.</summary>
public sealed class SettingRow
{
    private const string GroupColumn = "Group";

    private readonly Dictionary<string, string> _own = new(StringComparer.Ordinal);
    private readonly List<KeyValuePair<string, object>> _further = [];
    private readonly string _file;
    private readonly KaceAadException? _fault;

    /// <summary>A row whose values can be told.</summary>
    internal SettingRow(string file, string number, IEnumerable<(SettingColumn Column, object Value)> values)
    {
        (_file, Number) = (file, number);
        foreach (var (column, value) in values)
        {
            Take(column.Key, column.Name, value, ref _fault);
        }
    }

    /// <summary>A row whose values cannot be told.</summary>
    internal SettingRow(string file, string number, KaceAadException fault) => (_file, Number, _fault) = (file, number, fault);

    /// <summary>Where it begins, as in "line 3" of a CSV file, or which it is, as in "entry 3" of a JSON file.</summary>
    public string Number { get; }

    /// <summary>File, number and tenant, in one line: which row it is.</summary>
    public string Place => $"{_file}, {Number}{(TenantId is null ? "" : $", tenant {OneLine.Of(TenantId)}")}";

    /// <summary>Id or verified domain of the tenant; null where none is given.</summary>
    public string? TenantId => Own(nameof(TenantId));

    /// <summary>KACE Cloud's MDM Terms Of Use URI.</summary>
    public string? TermsOfUseUri => Own(nameof(TermsOfUseUri));

    /// <summary>KACE Cloud's MDM Discovery URI.</summary>
    public string? DiscoveryUri => Own(nameof(DiscoveryUri));

    /// <summary>KACE Cloud's MDM On-Board URI.</summary>
    public string? OnBoardUri => Own(nameof(OnBoardUri));

    /// <summary>appId of KACE Cloud's application; null where none is given.</summary>
    public string? AppId => Own(nameof(AppId));

    /// <summary>All other columns that hold something, in their order: texts, in JSON also numbers, Booleans and lists of texts. A Group with several names is a list.</summary>
    public IReadOnlyList<KeyValuePair<string, object>> Further => _further;

    /// <summary>The setting, still without an appId.</summary>
    /// <exception cref="KaceAadException">
    /// Naming the row's place: <c>KaceAad.SettingRowInvalid</c>, <c>KaceAad.SettingColumnRepeated</c>, <c>KaceAad.SettingIncomplete</c>,
    /// <c>KaceAad.InvalidSettingUri</c>, <c>KaceAad.InvalidTenant</c>.
    /// </exception>
    public KaceAadSetting ToSetting()
    {
        try
        {
            return _fault is null ? KaceAadSetting.Create(TermsOfUseUri, DiscoveryUri, OnBoardUri).WithTenantId(TenantId) : throw _fault;
        }
        catch (KaceAadException e)
        {
            throw At(e);
        }
    }

    /// <summary>The same error, naming the row's place.</summary>
    public KaceAadException At(KaceAadException failure) => failure.In(Place);

    internal static KaceAadException Invalid(string what, string recommendedAction) => new(ErrorCodes.SettingRowInvalid, what, recommendedAction);

    private string? Own(string name) => _own.TryGetValue(name, out var value) ? value : null;

    private void Take(string key, string name, object value, ref KaceAadException? fault)
    {
        if (SettingColumns.IsNotTaken(key) || (value is string text && string.IsNullOrWhiteSpace(text)))
        {
            return;
        }

        if (!SettingColumns.IsOwn(key))
        {
            _further.Add(new(name, name.Equals(GroupColumn, StringComparison.OrdinalIgnoreCase) && value is string names ? Names(names) : value));
        }
        else if (value is string own)
        {
            _own.Add(key, GivenId.Trim(own));
        }
        else
        {
            fault ??= Invalid($"Its {key} is no text.", $"Write the {key} in quotation marks.");
        }
    }

    private static object Names(string text)
    {
        var names = text.Split(';').Select(n => n.Trim()).Where(n => n.Length > 0).ToArray();
        return names.Length > 1 ? names : text;
    }
}
