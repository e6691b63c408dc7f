using System.Text;
using System.Text.Json;

namespace Naru.ObjectStorage.Specs;

public sealed class ListingSpecs
{
    private static readonly Gen<string> Name = Gen.OneOfConst("a", "b", "/", "é", "z").Array[1, 5].Select(string.Concat).Where(name => name[0] != '/');

    private static readonly Gen<(string Marker, string End, string Prefix, string Delimiter, int Limit, bool Reverse)> Question = Gen.Select(
        Gen.OneOf(Gen.Const(""), Name), Gen.OneOf(Gen.Const(""), Name), Gen.OneOf(Gen.Const(""), Gen.OneOfConst("a", "b/", "a/")),
        Gen.OneOfConst("", "/", "a"), Gen.Int[1, 6], Gen.Bool);

    [Fact]
    public async Task A_page_holds_what_a_plain_loop_over_all_names_finds()
    {
        await using var store = await StorageHost.StartAsync();
        await store.PutAsync("AUTH_p1/c");
        List<string> names = [.. Names().Distinct()];
        foreach (var name in names)
            await store.PutAsync("AUTH_p1/c/" + Uri.EscapeDataString(name));
        await Question.SampleAsync(
            async question =>
            {
                var (marker, end, prefix, delimiter, limit, reverse) = question;
                var query = $"format=json&marker={Uri.EscapeDataString(marker)}&end_marker={Uri.EscapeDataString(end)}&prefix={Uri.EscapeDataString(prefix)}"
                    + $"&delimiter={Uri.EscapeDataString(delimiter)}&limit={limit}&reverse={(reverse ? "true" : "")}";
                using var document = JsonDocument.Parse(await store.ReadAsync($"AUTH_p1/c?{query}"));
                var listed = document.RootElement.EnumerateArray()
                    .Select(entry => entry.TryGetProperty("subdir", out var subdir) ? subdir.GetString()! : entry.GetProperty("name").GetString()!).ToList();
                Assert.Equal(Expected(names, question), listed);
            },
            iter: 300, threads: 1);
    }

    [Fact]
    public async Task Formats_are_chosen_by_query_and_by_header()
    {
        await using var store = await StorageHost.StartAsync();
        await store.PutAsync("AUTH_p1/c");
        await store.PutAsync("AUTH_p1/c/o&1", "hello", ("Content-Type", "text/plain"));
        Assert.Equal("o&1\n", await store.ReadAsync("AUTH_p1/c"));
        Assert.Contains("<name>o&amp;1</name>", await store.ReadAsync("AUTH_p1/c?format=xml"), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(await store.ReadAsync("AUTH_p1/c", headers: ("Accept", "application/json")));
        Assert.Equal(5, json.RootElement[0].GetProperty("bytes").GetInt64());
        Assert.Equal("text/plain", json.RootElement[0].GetProperty("content_type").GetString());
        Assert.Equal(412, await store.StatusAsync(HttpMethod.Get, "AUTH_p1/c?limit=10001"));
        Assert.Equal(406, await store.StatusAsync(HttpMethod.Get, "AUTH_p1/c", headers: ("Accept", "image/png")));
    }

    private static IEnumerable<string> Names()
    {
        string[] letters = ["a", "b", "/", "é", "z"];
        var random = new Random(7);
        for (var i = 0; i < 60; i++)
        {
            var name = string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => letters[random.Next(letters.Length)]));
            if (name[0] != '/')
                yield return name;
        }
    }

    private static List<string> Expected(
        List<string> names, (string Marker, string End, string Prefix, string Delimiter, int Limit, bool Reverse) question)
    {
        var (marker, end, prefix, delimiter, limit, reverse) = question;
        var sorted = names.Order(Comparer<string>.Create(Compare)).ToList();
        if (reverse)
            sorted.Reverse();
        var listed = new List<string>();
        foreach (var name in sorted)
        {
            var (low, high) = reverse ? (end, marker) : (marker, end);
            if ((low.Length > 0 && Compare(name, low) <= 0) || (high.Length > 0 && Compare(name, high) >= 0) || !name.StartsWith(prefix, StringComparison.Ordinal))
                continue;
            var at = delimiter.Length == 0 ? -1 : name.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
            var shown = at < 0 ? name : name[..(at + delimiter.Length)];
            if (at >= 0 && marker.Length > 0 && (reverse ? Compare(shown, marker) >= 0 : Compare(shown, marker) <= 0))
                continue;
            if (listed.Count < limit && !listed.Contains(shown))
                listed.Add(shown);
        }
        return listed;
    }

    private static int Compare(string one, string other) => Encoding.UTF8.GetBytes(one).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(other));
}
