from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('courant_core', '0002_suspended'),
    ]

    operations = [
        migrations.AddField(
            model_name='credential',
            name='method',
            field=models.CharField(default='ticket', max_length=10),
        ),
        migrations.AddField(
            model_name='credential',
            name='salt',
            field=models.CharField(default='', max_length=32),
        ),
    ]
