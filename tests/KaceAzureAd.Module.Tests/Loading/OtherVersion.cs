using System.Buffers.Binary;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace KaceAzureAd.Module.Tests.Loading;

/// <summary>The module as a later build would have it: the same, but for its version.</summary>
internal static class OtherVersion
{
    /// <summary>Copies the module under version 0.<paramref name="minor"/> into a folder and returns its manifest.</summary>
    public static string Copy(string folder, ushort minor)
    {
        var manifest = Paths.CopyModule(folder, withCmdlets: true);
        foreach (var path in Directory.GetFiles(Path.Combine(folder, "bin", "net8.0"), "*.dll"))
            SetMinorVersion(path, minor);

        return manifest;
    }

    // The version stands behind the hash algorithm in the one row of the assembly table.
    private static void SetMinorVersion(string path, ushort minor)
    {
        var image = File.ReadAllBytes(path);
        using var reader = new PEReader(new MemoryStream(image));
        var row = reader.PEHeaders.MetadataStartOffset + reader.GetMetadataReader().GetTableMetadataOffset(TableIndex.Assembly);
        BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(row + sizeof(uint) + sizeof(ushort)), minor);
        File.WriteAllBytes(path, image);
    }
}
