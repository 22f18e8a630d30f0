using System.Collections;
using System.Reflection;
using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.Scenarios;

/// <summary>Fills in the addresses of the services, which are known only once they listen.</summary>
public static class OriginBinding
{
    /// <summary>Replaces <c>{signin}</c>, <c>{graph}</c> and <c>{kace}</c> in every text of this world.</summary>
    public static void BindOrigins(this World world, Origins origins)
    {
        lock (world.Gate)
        {
            Bind(world, text => text
                .Replace("{signin}", origins.SignIn, StringComparison.Ordinal)
                .Replace("{graph}", origins.Graph, StringComparison.Ordinal)
                .Replace("{kace}", origins.KaceCloud, StringComparison.Ordinal));
        }
    }

    private static void Bind(object item, Func<string, string> replace)
    {
        if (item is IList list)
        {
            for (var i = 0; i < list.Count; i++)
            {
                if (list[i] is string text)
                {
                    list[i] = replace(text);
                }
                else
                {
                    Bind(list[i]!, replace);
                }
            }

            return;
        }

        foreach (var property in item.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite))
        {
            var value = property.GetValue(item);
            if (value is string text)
            {
                property.SetValue(item, replace(text));
            }
            else if (value is IList || value?.GetType().Namespace == typeof(World).Namespace)
            {
                Bind(value!, replace);
            }
        }
    }
}
