using System.Globalization;

namespace System.Text;

/// <summary>A character, as far as the tests ask.</summary>
internal readonly record struct Rune(string Text, int Index)
{
    public static Rune ReplacementChar { get; } = new("\uFFFD", 0);

    public int Value => char.IsSurrogatePair(Text, Index) ? char.ConvertToUtf32(Text, Index) : Text[Index];

    public static UnicodeCategory GetUnicodeCategory(Rune rune) => CharUnicodeInfo.GetUnicodeCategory(rune.Text, rune.Index);

    public bool Equals(Rune other) => Value == other.Value;

    public override int GetHashCode() => Value;
}
