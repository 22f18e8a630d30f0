// What the compiler looks for, and .NET Framework does not have: .NET Framework's flavour alone is compiled with it. Written here, since what a
// generator makes comes in another order each time, and with it other bytes of the same assembly.
#pragma warning disable MA0048 // One file for all of them: they only stand in.

namespace System
{
    /// <summary>A place in a sequence, counted from its start or its end, as <c>^1</c> is.</summary>
    internal readonly struct Index(int value, bool fromEnd = false)
    {
        public static implicit operator Index(int value) => new(value);

        public int GetOffset(int length) => fromEnd ? length - value : value;
    }

    /// <summary>A part of a sequence, as <c>1..^1</c> is.</summary>
    internal readonly struct Range(Index start, Index end)
    {
        public static Range All => new(0, new(0, fromEnd: true));

        public Index Start { get; } = start;

        public Index End { get; } = end;

        public static Range StartAt(Index start) => new(start, new(0, fromEnd: true));

        public static Range EndAt(Index end) => new(0, end);
    }
}

namespace System.Runtime.CompilerServices
{
    /// <summary>Marks properties that are set when an object is made.</summary>
    internal static class IsExternalInit;

    /// <summary>Marks types and members that have to be set when an object is made.</summary>
    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Field | AttributeTargets.Property, Inherited = false)]
    internal sealed class RequiredMemberAttribute : Attribute;

    /// <summary>Marks what only a compiler with a feature can use.</summary>
    [AttributeUsage(AttributeTargets.All, AllowMultiple = true, Inherited = false)]
    internal sealed class CompilerFeatureRequiredAttribute(string featureName) : Attribute
    {
        public string FeatureName { get; } = featureName;
    }
}

namespace System.Diagnostics.CodeAnalysis
{
    /// <summary>Marks constructors that set all required members.</summary>
    [AttributeUsage(AttributeTargets.Constructor)]
    internal sealed class SetsRequiredMembersAttribute : Attribute;

    /// <summary>The result is null only where the argument is.</summary>
    [AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.ReturnValue, AllowMultiple = true)]
    internal sealed class NotNullIfNotNullAttribute(string parameterName) : Attribute
    {
        public string ParameterName { get; } = parameterName;
    }
}
