using System.Globalization;
using System.Text;
using Naru.ObjectStorage.Index;
using Naru.ObjectStorage.Listings;
using Naru.ObjectStorage.Requests;

namespace Naru.ObjectStorage.Websites;

/// <summary>The listing of a directory for people.</summary>
internal static class DirectoryPage
{
    public static string Write(StorageRequest request, Container container, WebSettings settings, IReadOnlyList<ListingEntry<StoredObject>> files)
    {
        var directory = request.Path.Object;
        var title = Answers.Escape($"Listing of /v1/{request.Path.Account}/{container.Name}/{directory}");
        var page = new StringBuilder("<!DOCTYPE html>\n<html>\n<head>\n<title>").Append(title).Append("</title>\n").Append(Style(settings, directory))
            .Append("</head>\n<body>\n<h1 id=\"title\">").Append(title)
            .Append("</h1>\n<table id=\"listing\">\n<tr id=\"heading\"><th class=\"colname\">Name</th><th class=\"colsize\">Size</th><th class=\"coldate\">Date</th></tr>\n");
        if (directory.Length > 0)
            page.Append("<tr id=\"parent\" class=\"item\"><td class=\"colname\"><a href=\"../\">../</a></td><td class=\"colsize\">&nbsp;</td><td class=\"coldate\">&nbsp;</td></tr>\n");
        foreach (var file in files)
        {
            var name = (file.RolledUp ?? file.Item!.Name)[directory.Length..];
            var link = string.Join('/', name.Split('/').Select(Uri.EscapeDataString));
            var (kind, size, date) = file.RolledUp is not null
                ? ("subdir", "&nbsp;", "&nbsp;")
                : ("item", file.Item!.Size.ToString(CultureInfo.InvariantCulture), file.Item.Modified.ToIso());
            page.Append(CultureInfo.InvariantCulture, $"<tr class=\"item {kind}\"><td class=\"colname\"><a href=\"{link}\">{Answers.Escape(name)}</a></td><td class=\"colsize\">{size}</td><td class=\"coldate\">{date}</td></tr>\n");
        }
        return page.Append("</table>\n</body>\n</html>\n").ToString();
    }

    private static string Style(WebSettings settings, string directory)
    {
        if (settings.StyleSheet is not { } sheet)
            return "<style>body { font: 1em sans-serif } td, th { text-align: left; padding: 0 1em } td.colsize { text-align: right }</style>\n";
        var up = sheet.Contains("://", StringComparison.Ordinal) || sheet.StartsWith('/') ? "" : string.Concat(Enumerable.Repeat("../", directory.Count(letter => letter == '/')));
        return $"<link rel=\"stylesheet\" type=\"text/css\" href=\"{Answers.Escape(up + sheet)}\" />\n";
    }
}
